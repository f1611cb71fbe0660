package subtext.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import subtext.data.DataConfig;
import subtext.error.InputException;
import subtext.model.Task;
import subtext.recipe.Recipe;
import subtext.tensor.Rendezvous;
import subtext.train.Training;

/**
 * Trains a model as {@code subtext train} does, by several executors: Spark reads and prepares the
 * text, then a barrier stage trains with one process a task. Standard output has the address of the
 * run folder, standard error how it goes on.
 */
@Command(
    name = "train",
    description = "Trains a model by a recipe, on several executors.",
    mixinStandardHelpOptions = true)
public final class SubtextTrain implements Callable<Integer> {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  @Parameters(
      arity = "0..*",
      paramLabel = "RECIPE",
      description = "A YAML file on any file system, or the name of a shipped recipe.")
  private List<String> arguments = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Change a value of the recipe, train.epochs=3 for example.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "A file or folder to train on, .txt, .tsv, .csv, .jsonl or .parquet; or the folder of the"
              + " recipe's data set, or of such. Default: the set in $SUBTEXT_DATA, or in data/.")
  private @Nullable String data;

  @Option(
      names = "--out",
      paramLabel = "RUN",
      description = "Folder of the run, on any file system. Default: runs/NAME-TIME.")
  private @Nullable String out;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description = "Go on with a run that was interrupted.")
  private @Nullable String resume;

  @Option(
      names = "--ranks",
      paramLabel = "N",
      description = "Processes that train. Default: as many as there are executors.")
  private int ranks;

  @Option(
      names = "--retries",
      paramLabel = "N",
      description = "Times that lost processes are replaced. Default: ${DEFAULT-VALUE}.")
  private int retries = 3;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description =
          "After which a process that does not answer is lost; longer than a checkpoint takes to"
              + " be saved. Default: ${DEFAULT-VALUE}.")
  private int timeout = 120;

  @Option(
      names = "--bucket",
      paramLabel = "BYTES",
      description = "Of gradients that are summed in one go. Default: ${DEFAULT-VALUE}.")
  private int bucket = Rendezvous.BUCKET_BYTES;

  private SubtextTrain() {}

  public static void main(String[] words) {
    int status = commandLine().execute(words);
    if (status != 0) {
      System.exit(status);
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new SubtextTrain())
        .setExecutionExceptionHandler((e, line, parsed) -> Failures.report(e, line.getErr()));
  }

  @Override
  public Integer call() throws IOException {
    if (resume != null && (data != null || out != null || !names().isEmpty())) {
      throw new InputException(
          "--resume goes on with the recipe and in the folder of its run: give no RECIPE, --data or"
              + " --out");
    }
    try (SparkSession session = Sessions.open("subtext train")) {
      System.out.println(train(session));
      return 0;
    }
  }

  private String train(SparkSession session) {
    JavaSparkContext context = new JavaSparkContext(session.sparkContext());
    Storage storage = new Storage(context.hadoopConfiguration());
    int processes = Sessions.processes(session, ranks);
    TrainingJob.Settings how = new TrainingJob.Settings(processes, retries, timeout, bucket);
    Begun begun =
        resume == null ? begin(session, storage, processes) : resume(storage, resume, processes);
    RunStorage run = begun.run;
    say(
        "training %s with %d processes in %s"
            .formatted(begun.name, processes, Storage.shown(run.uri())));
    try (Follower log = Follower.of(storage, run.at("train.log"), SubtextTrain::show)) {
      say(new TrainingJob(context, run, how, SubtextTrain::say).run(begun.recipe, begun.prepared));
    }
    return Storage.shown(run.uri());
  }

  /** A run whose texts are prepared, and its recipe as YAML. */
  private record Begun(RunStorage run, String name, String recipe, Prepared prepared) {}

  private Begun begin(SparkSession session, Storage storage, int processes) {
    Recipe recipe = requireSuited(recipe(storage), processes);
    String folder =
        out == null
            ? "runs/%s-%s"
                .formatted(recipe.name(), LocalDateTime.now(ZoneId.systemDefault()).format(TIME))
            : out;
    RunStorage run = new RunStorage(storage, storage.qualified(folder));
    if (storage.exists(run.at("recipe.yaml"))) {
      throw new InputException(
          "%s holds a run already: go on with it (--resume %s), or give another folder (--out)"
              .formatted(folder, folder));
    }
    TrainingText text = TrainingText.find(recipe.data(), data, storage);
    return prepare(session, run, recipe.with(text.overrides()), text);
  }

  private Begun resume(Storage storage, String folder, int processes) {
    RunStorage run = new RunStorage(storage, storage.qualified(folder));
    String file = run.at("recipe.yaml");
    if (!storage.exists(file)) {
      throw new InputException(
          "%s is no run folder: it has no recipe.yaml. Runs are made by subtext-spark train"
              .formatted(folder));
    }
    Recipe begun = Recipe.parse(file, storage.text(file), List.of());
    Recipe recipe = Recipe.parse(file, storage.text(file), overrides());
    if (!recipe.data().equals(begun.data()) || !recipe.tokens().equals(begun.tokens())) {
      throw new InputException(
          "data and tokens of %s cannot be changed any more, for its text is read: resume without --set of them, or begin a new run"
              .formatted(folder));
    }
    requireSuited(recipe, processes);
    Prepared prepared =
        Preparation.found(storage, run.data())
            .orElseThrow(
                () ->
                    new InputException(
                        "%s has lost its data folder, without which it cannot go on"
                            .formatted(folder)));
    if (!recipe.equals(begun)) {
      storage.replace(file, recipe.toYaml());
    }
    return new Begun(run, recipe.name(), recipe.toYaml(), prepared);
  }

  /** Makes texts into tokens, resolves the recipe and writes it: from then on there is a run. */
  private static Begun prepare(
      SparkSession session, RunStorage run, Recipe recipe, TrainingText text) {
    JavaSparkContext context = new JavaSparkContext(session.sparkContext());
    CorpusLines corpus = new CorpusLines(session, run.storage());
    say("preparing " + text.train());
    TrainingText.Drawn drawn = text.draw(recipe.data(), corpus);
    Prepared prepared =
        new Preparation(context, run.storage(), run.data()).prepare(drawn, corpus, recipe.tokens());
    Recipe resolved = DriverDataset.resolve(run, recipe, drawn, prepared);
    run.storage().replace(run.at("recipe.yaml"), resolved.toYaml());
    return new Begun(run, resolved.name(), resolved.toYaml(), prepared);
  }

  private static Recipe requireSuited(Recipe recipe, int processes) {
    boolean known =
        recipe.task() == Task.SENTENCE
            || recipe.task() == Task.LANGUAGE_MODEL
            || recipe.task() == Task.CLASSIFY;
    if (!known) {
      throw new InputException(
          "task: %s is not trained on Spark; sentence, language-model and classify are"
              .formatted(recipe.task().name().toLowerCase(Locale.ROOT)));
    }
    if (recipe.model().pretrained(recipe.task()) != null) {
      throw new InputException(
          "model.encoder: pretrained is not trained on Spark; its network is no part of the jar");
    }
    Training.requireSuited(recipe, processes);
    return recipe;
  }

  private Recipe recipe(Storage storage) {
    List<String> names = names();
    if (names.size() != 1) {
      throw new InputException(
          "which recipe? Name one, and no more: that of recipes/, such as quickstart-en, or a YAML"
              + " file");
    }
    String name = names.getFirst();
    List<String> all = new ArrayList<>();
    boolean ownText = data != null && !isDataSets(storage, name, data);
    if (ownText) {
      all.addAll(DataConfig.OWN_TEXT);
    }
    all.addAll(overrides());
    return Recipe.parse(name, recipeText(storage, name), all);
  }

  /** Whether the data given are the files that the recipe is made for. */
  private boolean isDataSets(Storage storage, String name, String given) {
    Recipe recipe = Recipe.parse(name, recipeText(storage, name), overrides());
    return TrainingText.setFolder(recipe.data(), given, storage).isPresent();
  }

  private static String recipeText(Storage storage, String name) {
    return isShipped(name) || !storage.exists(name) ? shipped(name) : storage.text(name);
  }

  private static boolean isShipped(String name) {
    return SubtextTrain.class.getResource("recipes/" + name + ".yaml") != null;
  }

  /**
   * The text of a recipe that the jar holds.
   *
   * @throws InputException if there is none of that name
   */
  static String shipped(String name) {
    try (InputStream in = SubtextTrain.class.getResourceAsStream("recipes/" + name + ".yaml")) {
      if (in == null) {
        throw new InputException("there is no recipe %s, and no file of that name".formatted(name));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> names() {
    return arguments.stream().filter(argument -> !argument.contains("=")).toList();
  }

  private List<String> overrides() {
    List<String> overrides = new ArrayList<>(settings);
    arguments.stream().filter(argument -> argument.contains("=")).forEach(overrides::add);
    return overrides;
  }

  private static void show(String text) {
    System.err.print(text);
  }

  private static void say(String line) {
    System.err.println("subtext-spark: " + line);
  }
}
