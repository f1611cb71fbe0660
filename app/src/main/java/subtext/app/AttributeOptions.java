package subtext.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import subtext.data.DataConfig;
import subtext.data.DataFolders;
import subtext.data.Portion;
import subtext.data.Sources;
import subtext.data.Splits;
import subtext.error.InputException;
import subtext.model.LabelledVae;
import subtext.recipe.Recipe;
import subtext.store.RunFolder;
import subtext.text.Columns;
import subtext.text.Line;
import subtext.use.LabelMeans;
import subtext.use.Model;
import subtext.use.Rewrite;

/** What of a model a text's label is changed by. */
final class AttributeOptions {
  /** What of a model says the label. */
  enum By {
    /** The label that it writes with. */
    LABEL,
    /** A direction of its latent space. */
    VECTOR;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--by",
      paramLabel = "WAY",
      description =
          "label: that of a semi-supervised model; vector: the way in the latent space from the"
              + " texts of one label to those of the other. Default: label, if the model has it.")
  private @Nullable By by;

  @Option(
      names = "--labelled",
      paramLabel = "FILE",
      description =
          "For vector: texts with labels, .tsv, .csv or .jsonl. Default: the training split of the"
              + " run MODEL.")
  private @Nullable Path labelled;

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
   * What rewrites.
   *
   * @param folder of the model
   * @throws InputException if the model cannot, or nothing says where labels lie
   */
  Rewrite rewrite(Model model, Path folder) {
    boolean writesByLabel =
        model.network() instanceof LabelledVae network && network.source() != null;
    By way = by == null && labelled == null && writesByLabel ? By.LABEL : by;
    if (way == By.LABEL) {
      if (labelled != null) {
        throw new InputException("--labelled is for --by vector; leave one of them out");
      }
      return Rewrite.byLabel(model);
    }
    try (Stream<Line> lines = portion(folder).lines()) {
      return Rewrite.byVector(model, LabelMeans.of(model, lines));
    }
  }

  private Portion portion(Path folder) {
    if (labelled != null) {
      if (!Files.isRegularFile(labelled)) {
        throw new InputException("--labelled: there is no file " + labelled);
      }
      return Portion.whole(labelled, new Columns(text, label));
    }
    RunFolder run = new RunFolder(folder);
    if (!Files.exists(run.recipe())) {
      throw new InputException(
          "--labelled: %s is no run with labelled texts of its own; give a FILE".formatted(folder));
    }
    DataConfig data = Recipe.read(run.recipe(), List.of()).data();
    return Splits.of(data, Sources.find(data, DataFolders.standard(null))).train();
  }
}
