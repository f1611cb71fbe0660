package subtext.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Sessions of Spark with what our verbs need and nobody has set otherwise. */
final class Sessions {
  private Sessions() {}

  /** A session for verbs whose tasks are independent of one another. */
  static SparkSession open(String name) {
    return SparkSession.builder().config(configuration(name)).getOrCreate();
  }

  /** What the cluster is given before the session begins. */
  static SparkConf configuration(String name) {
    return new SparkConf()
        .setAppName(name)
        // All executors, or the first of them would get all of the work.
        .setIfMissing("spark.scheduler.minRegisteredResourcesRatio", "1.0")
        .setIfMissing("spark.scheduler.barrier.maxConcurrentTasksCheck.interval", "2s");
  }

  /** How many executors have come; the driver itself does not count, unless it is one. */
  static int executors(SparkSession session) {
    int all = session.sparkContext().getExecutorMemoryStatus().size();
    return session.sparkContext().isLocal() ? 1 : all - 1;
  }
}
