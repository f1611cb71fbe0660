package subtext.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import subtext.data.DataConfig;
import subtext.data.DataFolders;
import subtext.data.Portion;
import subtext.data.Sources;
import subtext.data.Splits;
import subtext.error.InputException;
import subtext.recipe.Recipe;
import subtext.store.RunFolder;
import subtext.text.Columns;

/** Texts, with labels or without, that show what a latent space holds. */
final class LabelledTexts {
  private static final Set<String> COLUMNS = Set.of("--labelled-text", "--labelled-label");

  @Option(
      names = "--labelled",
      paramLabel = "FILE",
      description =
          "Texts, with labels where the verb needs some: .tsv, .csv or .jsonl. Default: the"
              + " training split of the run MODEL.")
  private @Nullable Path file;

  @Option(
      names = "--labelled-text",
      paramLabel = "COLUMN",
      defaultValue = Columns.AUTO,
      description = "Number from 1 or name of its column of texts. Default: the only sensible one.")
  private String text;

  @Option(
      names = "--labelled-label",
      paramLabel = "COLUMN",
      defaultValue = Columns.AUTO,
      description = "Likewise, of its labels.")
  private String label;

  /**
   * Refuses to be told of the columns of no file.
   *
   * @throws InputException if a column is named and no file
   */
  void require(CommandSpec spec) {
    if (file == null) {
      GivenOptions.refuse(spec, COLUMNS::contains, "it is of --labelled, which is not given");
    }
  }

  /** Whether a file was named. */
  boolean isGiven() {
    return file != null;
  }

  /**
   * The texts: of the file, or of the training split of the run in {@code folder}.
   *
   * @throws InputException if there is neither
   */
  Portion portion(Path folder) {
    Portion found = found(folder);
    if (found == null) {
      throw new InputException(
          "--labelled: %s is no run with labelled texts of its own; give a FILE".formatted(folder));
    }
    return found;
  }

  /** The same, or null where there is neither. */
  @Nullable Portion found(Path folder) {
    if (file != null) {
      if (!Files.isRegularFile(file)) {
        throw new InputException("--labelled: there is no file " + file);
      }
      return Portion.whole(file, new Columns(text, label));
    }
    RunFolder run = new RunFolder(folder);
    if (!Files.exists(run.recipe())) {
      return null;
    }
    DataConfig data = Recipe.read(run.recipe(), List.of()).data();
    return Splits.of(data, Sources.find(data, DataFolders.standard(null))).train();
  }
}
