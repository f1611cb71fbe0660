package subtext.spark;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import subtext.error.InputException;

/**
 * The command line of the verbs over tables: MODEL, INPUT, {@code --out}, and one option for each
 * param of the verb. Standard output has the address of the results, standard error how it goes on.
 */
@Command(mixinStandardHelpOptions = true)
final class BatchApplication implements Callable<Integer> {
  private final String name;
  private final SubtextTransformer verb;
  private final Map<Param<?>, OptionSpec> options = new LinkedHashMap<>();

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "Folder of a model or a run, on any file system.")
  private String model = "";

  @Parameters(
      index = "1",
      paramLabel = "INPUT",
      description =
          "A file or folder: .txt, .tsv, .csv, .jsonl, .orc or .parquet. Of generate: how many.")
  private String input = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description =
          "Folder for the results, on any file system. The same command goes on with results that"
              + " are not complete.")
  private String out = "";

  @Option(
      names = "--format",
      paramLabel = "F",
      description = "Of the results: parquet, json, orc or csv. Default: ${DEFAULT-VALUE}.")
  private String format = "parquet";

  private BatchApplication(String name, SubtextTransformer verb) {
    this.name = name;
    this.verb = verb;
  }

  /** Runs a verb and ends the process, unless all went well. */
  static void main(String name, SubtextTransformer verb, String[] words) {
    int status = commandLine(name, verb).execute(words);
    if (status != 0) {
      System.exit(status);
    }
  }

  /** What a verb understands. */
  static CommandLine commandLine(String name, SubtextTransformer verb) {
    BatchApplication application = new BatchApplication(name, verb);
    CommandLine line = new CommandLine(application).setCommandName(name);
    for (Param<?> param : verb.params()) {
      if (!param.equals(verb.model())) {
        OptionSpec option = option(verb, param);
        application.options.put(param, option);
        line.getCommandSpec().addOption(option);
      }
    }
    return line.setExecutionExceptionHandler((e, own, parsed) -> Failures.report(e, own.getErr()));
  }

  /** {@code batchSize} is {@code --batch-size}. */
  private static OptionSpec option(SubtextTransformer verb, Param<?> param) {
    String usual = verb.hasDefault(param) ? ". Default: " + verb.getOrDefault(param) : "";
    return OptionSpec.builder(
            "--" + param.name().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
        .type(String.class)
        .paramLabel(param.name().endsWith("Col") ? "COLUMN" : "N")
        .description(param.doc() + usual + ".")
        .build();
  }

  @Override
  public Integer call() throws IOException {
    verb.setModel(model);
    options.forEach(this::set);
    if (!List.of("parquet", "json", "orc", "csv").contains(format)) {
      throw new InputException("--format %s: parquet, json, orc or csv".formatted(format));
    }
    try (SparkSession session = Sessions.open("subtext " + name)) {
      Storage storage = new Storage(session.sparkContext().hadoopConfiguration());
      requireVerb(ModelAddress.find(storage, model));
      BatchJob.Target target = new BatchJob.Target(storage.qualified(out), format);
      long began = System.nanoTime();
      long rows =
          new BatchJob(session, storage, target, BatchApplication::say)
              .run(verb, input(session, storage));
      double seconds = (System.nanoTime() - began) * 1e-9;
      say("%,d rows, this run took %.1f seconds".formatted(rows, seconds));
      System.out.println(Storage.shown(target.folder()));
      return 0;
    }
  }

  /** Refuses a model of another family before anything is begun. */
  private void requireVerb(ModelAddress address) {
    try (SharedModels.Lease lease = SharedModels.lease(address)) {
      lease.verb(verb.answering());
    }
  }

  private BatchInput input(SparkSession session, Storage storage) {
    String column = verb.getOrDefault(verb.inputCol());
    if (!verb.answering().ofNumbers()) {
      return BatchInput.Files.of(session, storage, input, column);
    }
    if (!input.matches("[1-9][0-9]{0,12}")) {
      throw new InputException("%s: how many? 1 or more".formatted(input));
    }
    return new BatchInput.Numbers(session, column, Long.parseLong(input));
  }

  private void set(Param<?> param, OptionSpec option) {
    @Nullable String value = option.getValue();
    if (value == null) {
      return;
    }
    try {
      verb.set(param.name(), param.getClass() == Param.class ? value : param.jsonDecode(value));
    } catch (IllegalArgumentException e) {
      throw new InputException(
          "%s %s: %s".formatted(option.longestName(), value, e.getMessage()), e);
    } catch (RuntimeException e) { // of a text that is no number
      throw new InputException(
          "%s %s: a number is wanted".formatted(option.longestName(), value), e);
    }
  }

  private static void say(String line) {
    System.err.println("subtext-spark: " + line);
  }
}
