package subtext.app;

import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import subtext.error.InputException;
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

  @Mixin private LabelledTexts labelled;

  /**
   * Refuses what would do nothing.
   *
   * @throws InputException if a column is named and no file
   */
  void require(CommandSpec spec) {
    labelled.require(spec);
  }

  /**
   * What rewrites.
   *
   * @param folder of the model
   * @throws InputException if the model cannot, or nothing says where labels lie
   */
  Rewrite rewrite(Model model, Path folder) {
    By way = by == null && !labelled.isGiven() && Rewrite.goesByLabel(model) ? By.LABEL : by;
    if (way == By.LABEL) {
      if (labelled.isGiven()) {
        throw new InputException("--labelled is for --by vector; leave one of them out");
      }
      return Rewrite.byLabel(model);
    }
    try (Stream<Line> lines = labelled.portion(folder).lines()) {
      return Rewrite.byVector(model, LabelMeans.of(model, lines));
    }
  }
}
