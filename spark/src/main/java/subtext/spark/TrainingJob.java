package subtext.spark;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.jdk.javaapi.CollectionConverters;
import subtext.config.Allowed;
import subtext.error.InputException;
import subtext.error.TrainingException;

/**
 * Trains with a group of processes, and with a new one where a process of it was lost.
 *
 * @param say hears what happened
 */
record TrainingJob(
    JavaSparkContext context, RunStorage run, Settings settings, Consumer<String> say) {
  private static final int SECRET_BYTES = 32;
  private static final Pattern FAULT =
      Pattern.compile(
          "subtext\\.error\\.(InputException|TrainingException|CorruptFileException|VersionException):"
              + " (.*)");

  /**
   * How a job is run.
   *
   * @param ranks processes
   * @param retries groups after the first, at most
   * @param timeoutSeconds after which a process that does not answer is lost
   * @param bucketBytes of gradients that are summed in one go
   */
  record Settings(int ranks, int retries, int timeoutSeconds, int bucketBytes) {
    Settings {
      Allowed.atLeast("--ranks", ranks, 1);
      Allowed.atLeast("--retries", retries, 0);
      Allowed.atLeast("--timeout", timeoutSeconds, 1);
      Allowed.atLeast("--bucket", bucketBytes, 1024);
    }
  }

  /**
   * Trains to the end.
   *
   * @return what the finished model was measured at
   * @throws InputException if the processes say that the recipe or the data are at fault
   * @throws TrainingException if the training went wrong, or processes were lost too often
   */
  String run(String recipe, Prepared prepared) {
    List<Integer> numbers = IntStream.range(0, settings.ranks).boxed().toList();
    JavaRDD<Integer> ranks =
        Sessions.onWholeExecutors(context.parallelize(numbers, settings.ranks));
    for (int lost = 0; ; lost++) {
      byte[] secret = new byte[SECRET_BYTES];
      new SecureRandom().nextBytes(secret);
      int attempt = run.begin();
      Meeting meeting = new Meeting(secret, attempt, settings.timeoutSeconds, settings.bucketBytes);
      RankTask task = new RankTask(run, recipe, prepared.toJson(), meeting);
      try {
        return Barrier.run(ranks, task::work).getFirst();
      } catch (Exception e) {
        String what = String.valueOf(e.getMessage());
        fault(what).ifPresent(TrainingJob::fail);
        if (context.sc().isStopped()) {
          throw new TrainingException("Spark has stopped; --resume goes on", e);
        }
        if (lost == settings.retries) {
          throw new TrainingException(
              "attempt %d has lost a process too, and was the last of %d: %s"
                  .formatted(attempt, settings.retries + 1, reason(what)),
              e);
        }
        say.accept(
            "attempt %d has lost a process (%s); another group goes on from the last checkpoint"
                .formatted(attempt, reason(what)));
        replaceExecutors();
      }
    }
  }

  /** A fault that another attempt would meet again. */
  private static Optional<Matcher> fault(String what) {
    return Optional.of(FAULT.matcher(what)).filter(Matcher::find);
  }

  private static void fail(Matcher fault) {
    if (fault.group(1).equals("InputException")) {
      throw new InputException(fault.group(2));
    }
    throw new TrainingException(fault.group(2));
  }

  /** The line that says most. */
  private static String reason(String what) {
    return what.lines()
        .filter(line -> line.matches("[\\w.]+(Exception|Error|Failure)\\b.*"))
        .findFirst()
        .or(() -> what.lines().findFirst())
        .orElse("")
        .strip();
  }

  /**
   * Ends all executors, so that the cluster starts others: one may hang, or wait in native code
   * that nothing interrupts.
   */
  private void replaceExecutors() {
    SparkContext spark = context.sc();
    if (spark.isLocal()) {
      return;
    }
    CollectionConverters.asJava(spark.getExecutorIds()).forEach(spark::killAndReplaceExecutor);
  }
}
