package subtext.spark;

import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.TaskResourceRequests;
import org.apache.spark.sql.SparkSession;
import subtext.config.Allowed;
import subtext.error.InputException;

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
        .setIfMissing("spark.scheduler.barrier.maxConcurrentTasksCheck.interval", "2s")
        // What the engine runs well with, of what build/environment says.
        .setIfMissing("spark.executorEnv.OPENBLAS_THREAD_TIMEOUT", "10")
        .setIfMissing("spark.executorEnv.GOMP_SPINCOUNT", "2000")
        // Who waits for a sum between cards learns of a process that is lost, and goes on living.
        .setIfMissing("spark.executorEnv.TORCH_NCCL_BLOCKING_WAIT", "1");
  }

  /**
   * How many processes train together: each has an executor to itself.
   *
   * @param asked 0 for as many as there are executors
   * @throws InputException if fewer executors have come than are asked for
   */
  static int processes(SparkSession session, int asked) {
    Allowed.atLeast("--ranks", asked, 0);
    int executors = executors(session);
    int needed = asked > 0 ? asked : expected(session.sparkContext().conf());
    if (executors < needed) {
      throw new InputException(
          "%d of %d executors have come, and each process of a training needs one; see whether the cluster has the cores and the memory for them, ask for fewer (--ranks), or wait longer (spark.scheduler.maxRegisteredResourcesWaitingTime)"
              .formatted(executors, needed));
    }
    return asked > 0 ? asked : executors;
  }

  /** How many executors the settings ask for; 1 where they do not say. */
  private static int expected(SparkConf settings) {
    int cores = Math.max(1, settings.getInt("spark.executor.cores", 1));
    return Math.max(
        1,
        settings.getInt(
            "spark.executor.instances", settings.getInt("spark.cores.max", cores) / cores));
  }

  /**
   * {@code rows} whose tasks have all cores of an executor, and one of its cards where it has some;
   * the tasks of others have one core each.
   */
  static <T> JavaRDD<T> onWholeExecutors(JavaRDD<T> rows) {
    if (rows.context().isLocal()) {
      return rows;
    }
    SparkConf settings = rows.context().conf();
    TaskResourceRequests needed =
        new TaskResourceRequests().cpus(settings.getInt("spark.executor.cores", 1));
    if (settings.getInt("spark.executor.resource.%s.amount".formatted(Cards.RESOURCE), 0) > 0) {
      needed.resource(Cards.RESOURCE, 1);
    }
    return rows.withResources(new ResourceProfileBuilder().require(needed).build());
  }

  /** A folder on this machine for what is needed until the application ends. */
  static Path scratch() {
    return SparkEnv.get().blockManager().diskBlockManager().localDirs()[0].toPath();
  }

  /** How many executors have come; the driver itself does not count, unless it is one. */
  static int executors(SparkSession session) {
    int all = session.sparkContext().getExecutorMemoryStatus().size();
    return session.sparkContext().isLocal() ? 1 : all - 1;
  }
}
