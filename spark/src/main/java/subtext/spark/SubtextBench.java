package subtext.spark;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import subtext.error.InputException;
import subtext.recipe.Recipe;
import subtext.tensor.Device;
import subtext.tensor.Ranks;
import subtext.tensor.Rendezvous;

/**
 * Measures what training by the executors of a cluster costs: a step alone and together, and sums
 * by their size and that of buckets. Standard output has one JSON object a line.
 */
@Command(
    name = "bench",
    description = "Measures steps of training, and what their processes cost one another.",
    mixinStandardHelpOptions = true)
public final class SubtextBench implements Callable<Integer> {
  private static final int SECRET_BYTES = 32;
  private static final int TIMEOUT_SECONDS = 120;

  @Option(names = "--recipe", description = "A shipped recipe. Default: ${DEFAULT-VALUE}.")
  private String recipe = "ptb-lstm-vae";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Change a value of the recipe, train.batch=256 for example.")
  private List<String> settings = new ArrayList<>();

  @Option(names = "--vocabulary", description = "Default: ${DEFAULT-VALUE}.")
  private int vocabulary = 10_002;

  @Option(names = "--steps", description = "0 for none. Default: ${DEFAULT-VALUE}.")
  private int steps = 30;

  @Option(
      names = "--sums",
      split = ",",
      paramLabel = "MB",
      description = "Sizes of sums to measure. Default: ${DEFAULT-VALUE}.")
  private List<Integer> sums = new ArrayList<>(List.of(1, 4, 16, 64));

  @Option(
      names = "--buckets",
      split = ",",
      paramLabel = "KB",
      description = "Sizes of buckets to measure. Default: ${DEFAULT-VALUE}.")
  private List<Integer> buckets = new ArrayList<>(List.of(256, 1024, 4096, 8192, 65536));

  @Option(names = "--times", description = "Sums of each kind. Default: ${DEFAULT-VALUE}.")
  private int times = 10;

  private SubtextBench() {}

  public static void main(String[] words) {
    int status = commandLine().execute(words);
    if (status != 0) {
      System.exit(status);
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new SubtextBench())
        .setExecutionExceptionHandler((e, line, parsed) -> Failures.report(e, line.getErr()));
  }

  @Override
  public Integer call() throws IOException {
    Recipe known = Recipe.parse(recipe, SubtextTrain.shipped(recipe), settings);
    if (Device.parse(known.train().device()).kind() != Device.Kind.CPU) {
      throw new InputException(
          "train.device: %s is not measured here, only processors are"
              .formatted(known.train().device()));
    }
    SparkConf configuration = Sessions.configuration("subtext bench");
    String cores = configuration.get("spark.executor.cores", "1");
    configuration.setIfMissing("spark.task.cpus", cores);
    RankBench bench = new RankBench(known.toYaml(), vocabulary, Integer.parseInt(cores), steps);
    try (SparkSession session = SparkSession.builder().config(configuration).getOrCreate()) {
      JavaSparkContext context = new JavaSparkContext(session.sparkContext());
      int processes = Sessions.executors(session);
      JavaRDD<Integer> ranks =
          context.parallelize(IntStream.range(0, processes).boxed().toList(), processes);
      if (steps > 0) {
        Meeting meeting = meeting(Rendezvous.BUCKET_BYTES);
        Barrier.run(ranks, (task, numbers) -> steps(bench, meeting, task))
            .forEach(System.out::println);
      }
      for (int bucket : processes > 1 ? buckets : List.<Integer>of()) {
        Meeting meeting = meeting(bucket << 10);
        List<Integer> sizes = new ArrayList<>(sums);
        int count = times;
        Barrier.run(ranks, (task, numbers) -> sums(meeting, sizes, count, task))
            .forEach(System.out::println);
      }
    }
    return 0;
  }

  private static Meeting meeting(int bucketBytes) {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return new Meeting(secret, 1, TIMEOUT_SECONDS, bucketBytes);
  }

  private static Iterator<String> steps(RankBench bench, Meeting meeting, BarrierTaskContext task) {
    try (Ranks ranks = meeting.join(task, Device.CPU)) {
      RankBench.Steps found = bench.steps(ranks);
      return ranks.isFirst()
          ? List.of(found.line(ranks.size(), bench.threads())).iterator()
          : List.<String>of().iterator();
    }
  }

  private static Iterator<String> sums(
      Meeting meeting, List<Integer> sizes, int times, BarrierTaskContext task) {
    List<String> lines = new ArrayList<>();
    try (Ranks ranks = meeting.join(task, Device.CPU)) {
      for (int size : sizes) {
        double seconds = RankBench.sum(ranks, (long) size << 20, times);
        lines.add(
            String.format(
                Locale.ROOT,
                "{\"kind\": \"sum\", \"processes\": %d, \"mb\": %d, \"bucket_kb\": %d, \"ms\":"
                    + " %.3f}",
                ranks.size(),
                size,
                meeting.bucketBytes() >> 10,
                1e3 * seconds));
      }
      return ranks.isFirst() ? lines.iterator() : List.<String>of().iterator();
    }
  }
}
