package subtext.spark;

import org.apache.spark.sql.SparkSession;

/** Spark within the process of a test: two tasks at a time. */
final class LocalSpark {
  private LocalSpark() {}

  static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("test")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "3")
        .config("spark.hadoop.fs.raw.impl", RawFiles.class.getName())
        .getOrCreate();
  }
}
