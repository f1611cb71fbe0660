package subtext.spark;

import org.apache.spark.sql.SparkSession;

/** Spark within the process of a test. */
final class LocalSpark {
  private LocalSpark() {}

  /** Of two tasks at a time. */
  static SparkSession session() {
    return session(2);
  }

  /** Of so many tasks at a time. */
  static SparkSession session(int cores) {
    return SparkSession.builder()
        .master("local[%d]".formatted(cores))
        .appName("test")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", Integer.toString(cores + 1))
        .config("spark.hadoop.fs.raw.impl", RawFiles.class.getName())
        .getOrCreate();
  }
}
