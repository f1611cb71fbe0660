package subtext.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import subtext.data.Portion;
import subtext.error.InputException;
import subtext.model.AnswerVae;
import subtext.model.LabelledVae;
import subtext.model.TranslationVae;
import subtext.text.Columns;
import subtext.use.Model;

/** In which columns the texts stand that a model is measured on. */
final class MeasuredTexts {
  @Option(
      names = "--text",
      paramLabel = "COLUMN",
      defaultValue = Columns.AUTO,
      description = "Number from 1 or name of the text's column. Default: the only sensible one.")
  private String text;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description =
          "Number from 1 or name of the labels' column, for a model that gives labels; for one that"
              + " finds answers, of the column that says 1 or 0. Default: the only sensible one.")
  private @Nullable String label;

  @Option(
      names = "--source",
      paramLabel = "COLUMN",
      description =
          "Number from 1 or name of the column that is translated, for a model that translates, or"
              + " of the questions, for one that finds answers; or an ending such as .en, for the"
              + " same lines of the file of that ending.")
  private @Nullable String source;

  /**
   * The texts of {@code file}, or else those of {@code usual}.
   *
   * @param labelled whether their labels are asked for, whatever the model knows of them
   * @throws InputException if the file is missing, or its columns are not what {@code model} reads
   */
  Portion of(Model model, @Nullable Path file, boolean labelled, Supplier<Portion> usual) {
    if (file == null) {
      if (!text.equals(Columns.AUTO) || label != null || source != null) {
        throw new InputException(
            "--text, --label and --source name columns of FILE, and there is none");
      }
      return usual.get();
    }
    if (!Files.isRegularFile(file)) {
      throw new InputException("there is no file " + file);
    }
    return Portion.whole(file, columns(model, file, labelled));
  }

  private Columns columns(Model model, Path file, boolean labelled) {
    String name = model.spec().name();
    boolean answers = model.network() instanceof AnswerVae;
    boolean labels = labelled || answers || model.network() instanceof LabelledVae;
    boolean sources = answers || model.network() instanceof TranslationVae;
    if (label != null && !labels) {
      throw new InputException(
          "--label: the model %s knows no labels; leave the option out".formatted(name));
    }
    if (source != null && !sources) {
      throw new InputException(
          "--source: the model %s reads no pairs; leave the option out".formatted(name));
    }
    if (source == null && sources) {
      throw new InputException(
          "--source: the model %s %s; say which column of %s holds %s, or an ending such as .en"
              .formatted(
                  name,
                  answers ? "finds answers" : "translates",
                  file,
                  answers ? "the questions" : "what it reads"));
    }
    String labelColumn = label == null ? Columns.AUTO : label;
    boolean parallel = source != null && source.startsWith(".");
    return new Columns(
        parallel && text.equals(Columns.AUTO) ? "1" : text,
        labels ? labelColumn : Columns.NONE,
        source == null ? Columns.NONE : source,
        Columns.NONE);
  }
}
