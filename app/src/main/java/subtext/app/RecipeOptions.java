package subtext.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import subtext.config.Binder;
import subtext.data.DataConfig;
import subtext.data.DataFolders;
import subtext.data.Portion;
import subtext.data.Sources;
import subtext.data.Splits;
import subtext.error.InputException;
import subtext.model.Task;
import subtext.recipe.CorpusRecipe;
import subtext.recipe.Recipe;
import subtext.store.RunFolder;
import subtext.tensor.Precision;

/** The options that choose and change a recipe. */
final class RecipeOptions {
  @Parameters(
      arity = "0..*",
      paramLabel = "RECIPE",
      description = "A YAML file or the name of a shipped recipe (see: subtext recipes).")
  private List<String> arguments = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Change a value of the recipe, train.epochs=3 for example.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "DIR|FILE",
      description = "Folder of data sets, or one file to train on: .txt, .tsv, .csv, .jsonl, .gz.")
  private @Nullable Path data;

  @Option(names = "--threads", paramLabel = "N", description = "Short for train.threads=N.")
  private @Nullable Integer threads;

  @Option(names = "--device", paramLabel = "D", description = "cpu, cuda or cuda:N.")
  private @Nullable String device;

  @Option(names = "--precision", paramLabel = "P", description = "float32 or bfloat16.")
  private @Nullable Precision precision;

  @Nullable Path data() {
    return data;
  }

  /** Whether there is a recipe or data, which a resumed run has already. */
  boolean namesRecipe() {
    return data != null || !names().isEmpty();
  }

  /** Whether a recipe is named, and not only data. */
  boolean namesRecipeFile() {
    return !names().isEmpty();
  }

  /**
   * The recipe with all changes; where none is named, one by the corpus.
   *
   * @param say hears what was chosen by the corpus, a line at a time
   */
  Recipe recipe(Installation installation, Consumer<String> say) {
    String name = named();
    if (name == null && file() == null) {
      throw new InputException(
          "which recipe? Name one (see: subtext recipes), or give a text with --data FILE");
    }
    List<String> overrides = changes(override -> true);
    return name == null
        ? byCorpus(overrides, say)
        : Recipe.read(new Recipes(installation.recipes()).find(name), overrides);
  }

  /**
   * The recipe with a model of its own, for a run that takes its model from elsewhere; where none
   * is named, that of the model's own run, or by the corpus for a model of sentences without one.
   *
   * @param run that made the model
   * @param task of the model
   * @param say hears where the recipe is from, if it is not named
   * @throws InputException if none is named, and there is none
   * @see #recipe
   */
  Recipe recipeForAnyModel(
      Installation installation, RunFolder run, Task task, Consumer<String> say) {
    List<String> overrides = changes(override -> !Binder.section(override).equals("model"));
    String name = named();
    if (name != null) {
      return Recipe.read(new Recipes(installation.recipes()).find(name), overrides);
    }
    if (Files.exists(run.recipe())) {
      say.accept("no recipe is named, so by that of " + run.path());
      return Recipe.read(run.recipe(), overrides);
    }
    if (task != Task.SENTENCE || file() == null) {
      throw new InputException(
          "which recipe? %s is no run, which would have one; name one of its task (see: subtext recipes)"
              .formatted(run.path()));
    }
    say.accept("no recipe is named, so objective and training are by the corpus");
    return byCorpus(overrides, words -> {});
  }

  /** The recipe that is named, or null. */
  private @Nullable String named() {
    List<String> names = names();
    if (names.size() > 1) {
      throw new InputException("one recipe a run, not " + String.join(" and ", names));
    }
    return names.isEmpty() ? null : names.getFirst();
  }

  /** The file to train on, or null where it is the recipe's. */
  private @Nullable Path file() {
    if (data != null && !Files.exists(data)) {
      throw new InputException("--data %s does not exist".formatted(data));
    }
    return data != null && Files.isRegularFile(data) ? data : null;
  }

  /** What is changed of a recipe by {@code --data} and those of {@link #overrides} to be heeded. */
  private List<String> changes(Predicate<String> heeded) {
    Path file = file();
    List<String> overrides = new ArrayList<>();
    if (file != null) {
      overrides.addAll(DataConfig.OWN_TEXT);
      overrides.addAll(List.of("name=" + stem(file), "description=\"\""));
    }
    overrides().stream().filter(heeded).forEach(overrides::add);
    return overrides;
  }

  private Recipe byCorpus(List<String> overrides, Consumer<String> say) {
    DataConfig config = Recipe.of(overrides).data();
    Portion texts = Splits.of(config, Sources.find(config, DataFolders.standard(data))).train();
    CorpusRecipe chosen = CorpusRecipe.of(texts, overrides);
    say.accept("no recipe is named, so by the corpus of %s:".formatted(chosen.finding()));
    chosen.text().lines().forEach(line -> say.accept("  " + line));
    return chosen.recipe(overrides);
  }

  /** Whether the recipe that is named, or a change of it, says how texts are read. */
  boolean saysTokens() {
    return namesRecipeFile()
        || overrides().stream().anyMatch(override -> Binder.section(override).equals("tokens"));
  }

  /** What {@code --set} and its short forms say. Several may follow one {@code --set}. */
  List<String> overrides() {
    List<String> overrides = new ArrayList<>(settings);
    arguments.stream().filter(RecipeOptions::isSetting).forEach(overrides::add);
    if (threads != null) {
      overrides.add("train.threads=" + threads);
    }
    if (device != null) {
      overrides.add("train.device=" + device);
    }
    if (precision != null) {
      overrides.add("train.precision=" + precision);
    }
    return overrides;
  }

  private List<String> names() {
    return arguments.stream().filter(argument -> !isSetting(argument)).toList();
  }

  /** Whether a word that follows {@code --set} is one more value to change. */
  static boolean isSetting(String argument) {
    return argument.contains("=");
  }

  /** The file's name up to its extension, in characters that are safe everywhere. */
  private static String stem(Path file) {
    String stem = file.getFileName().toString().replaceFirst("\\..*", "");
    String safe = stem.replaceAll("[^\\p{L}\\p{N}_-]", "-");
    return '"' + (safe.isEmpty() ? "text" : safe) + '"';
  }
}
