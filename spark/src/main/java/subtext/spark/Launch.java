package subtext.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import subtext.error.InputException;

/**
 * What {@code ./subtext-spark} runs: starts a cluster on this machine, submits a verb to it, and
 * ends the cluster with the verb, or with itself.
 */
@Command(
    name = "subtext-spark",
    description = "Runs a verb on a Spark cluster that lives on this machine as long as it runs.",
    mixinStandardHelpOptions = true)
public final class Launch implements Callable<Integer> {
  /** Exit status of a process that a signal has ended: this and the signal's number. */
  private static final int SIGNALLED = 128;

  @Parameters(index = "0", paramLabel = "VERB", description = "One of those below.")
  private String verb = "";

  @Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "Of the verb.")
  private List<String> arguments = new ArrayList<>();

  @Option(
      names = "--local",
      required = true,
      paramLabel = "N",
      description = "Executors of the cluster, each with a worker of its own.")
  private int executors;

  @Option(
      names = "--cores",
      paramLabel = "N",
      description = "Cores of each executor. Default: all of this machine's, divided.")
  private int cores;

  @Option(
      names = "--memory",
      paramLabel = "M",
      description = "Heap of each executor. Default: ${DEFAULT-VALUE}.")
  private String memory = "1g";

  @Option(
      names = "--spark",
      paramLabel = "HOME",
      required = true,
      description = "A Spark: a folder with jars.")
  private Path spark = Path.of("");

  @Option(
      names = "--application",
      required = true,
      paramLabel = "JAR",
      description = "What to submit.")
  private Path application = Path.of("");

  private Launch() {}

  public static void main(String[] words) {
    System.exit(commandLine().execute(words));
  }

  static CommandLine commandLine() {
    CommandLine line =
        new CommandLine(new Launch())
            .setUnmatchedOptionsArePositionalParams(true)
            .setExecutionExceptionHandler((e, each, parsed) -> Failures.report(e, each.getErr()));
    line.getCommandSpec().usageMessage().footer(Verb.help());
    return line;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Verb asked =
        Verb.of(verb)
            .orElseThrow(
                () ->
                    new InputException(
                        "there is no verb '%s' on Spark; there are %s"
                            .formatted(verb, Verb.words())));
    if (executors < 1) {
      throw new InputException("--local %d: an executor is needed at least".formatted(executors));
    }
    int each = Math.max(1, Runtime.getRuntime().availableProcessors() / executors);
    LocalCluster.Size size = new LocalCluster.Size(executors, cores > 0 ? cores : each, memory);
    Path folder = Files.createTempDirectory("subtext-spark-");
    int status = run(asked, size, folder);
    if (status == 0 || status == Failures.WRONG_INPUT || status > SIGNALLED) {
      LocalCluster.delete(folder);
    } else {
      System.err.println("subtext-spark: the logs of the cluster are in " + folder);
    }
    return status;
  }

  private int run(Verb asked, LocalCluster.Size size, Path folder)
      throws IOException, InterruptedException {
    try (LocalCluster cluster =
        LocalCluster.start(new SparkHome(spark, application), size, folder)) {
      Process driver =
          cluster.submission(asked.application(), Map.of(), arguments).inheritIO().start();
      Runtime.getRuntime().addShutdownHook(new Thread(driver::destroy, "end of the driver"));
      return driver.waitFor();
    }
  }
}
