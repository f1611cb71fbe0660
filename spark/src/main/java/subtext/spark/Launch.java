package subtext.spark;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import subtext.error.InputException;

/**
 * What {@code ./subtext-spark} runs: starts a cluster on this machine, submits a verb to it, and
 * ends the cluster with the verb, or with itself.
 */
@Command(
    name = "subtext-spark",
    description = "Runs a verb on a Spark cluster that lives on this machine as long as it runs.",
    footerHeading = "%nVERB --help shows the options of a verb. There are:%n")
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
      names = "--driver-memory",
      paramLabel = "M",
      description =
          "Heap of the driver, which plans the work and gathers what is counted. Default:"
              + " ${DEFAULT-VALUE}.")
  private String driverMemory = "1g";

  @Option(
      names = "--scratch",
      paramLabel = "FOLDER",
      description =
          "Where driver and executors keep what they need as long as they run. Default: the"
              + " temporary folder, ${DEFAULT-VALUE}, which on some machines is memory.")
  private Path scratch = Path.of(System.getProperty("java.io.tmpdir"));

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this, or the options of the verb.")
  @SuppressWarnings("unused") // picocli looks at it
  private boolean help;

  @Option(
      names = "--spark",
      paramLabel = "HOME",
      required = true,
      hidden = true,
      description = "A Spark: a folder with jars.")
  private Path spark = Path.of("");

  @Option(
      names = "--application",
      required = true,
      hidden = true,
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
    line.setExecutionStrategy(Launch::helpOrRun);
    return line;
  }

  private static int helpOrRun(ParseResult parsed) {
    CommandLine line = parsed.commandSpec().commandLine();
    Launch launch = line.getCommand();
    Optional<Verb> asked = Verb.of(launch.verb);
    if (parsed.isUsageHelpRequested() && asked.isPresent()) {
      help(asked.get(), line.getCommandSpec()).usage(line.getOut());
      return line.getCommandSpec().exitCodeOnUsageHelp();
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  /** The options of a verb, and those of the cluster. */
  private static CommandLine help(Verb verb, CommandSpec own) {
    CommandLine line = verb.commandLine();
    ArgGroupSpec.Builder cluster =
        ArgGroupSpec.builder().exclusive(false).validate(false).heading("%nOf the cluster:%n");
    own.options().stream()
        .filter(option -> !option.hidden() && !option.usageHelp())
        .forEach(option -> cluster.addArg(OptionSpec.builder(option).build()));
    CommandSpec spec = line.getCommandSpec();
    spec.name(own.name() + " " + verb.word()).addArgGroup(cluster.build());
    if (spec.usageMessage().description().length == 0) {
      spec.usageMessage().description(verb.description());
    }
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
    Path folder = Files.createTempDirectory(Files.createDirectories(scratch), "subtext-spark-");
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
          cluster
              .submission(
                  asked.application(), Map.of("spark.driver.memory", driverMemory), arguments)
              .redirectOutput(Redirect.INHERIT)
              .redirectError(Redirect.INHERIT)
              .start();
      Runtime.getRuntime()
          .addShutdownHook(new Thread(driver.toHandle()::destroy, "end of the driver"));
      return driver.waitFor();
    }
  }
}
