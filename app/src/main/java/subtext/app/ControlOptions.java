package subtext.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import subtext.data.Portion;
import subtext.error.InputException;
import subtext.eval.ControlEvaluator;
import subtext.eval.ControlQuality;
import subtext.eval.Judge;
import subtext.text.Line;
import subtext.use.Model;
import subtext.use.Rewrite;

/** Whether it is measured how a model writes with a label that is asked for, and how. */
final class ControlOptions {
  private static final int SAMPLES = 500;
  private static final Set<String> OF_REWRITING =
      Set.of(
          "--judge-classifier",
          "--strength",
          "--by",
          "--labelled",
          "--labelled-text",
          "--labelled-label");

  @Option(
      names = "--rewrite",
      description =
          "Measure how the texts come out with another label, too, and new texts of each label:"
              + " whether they have it, and what stayed.")
  private boolean wanted;

  @Option(
      names = "--judge-classifier",
      paramLabel = "MODEL",
      description = "With --rewrite: another model of the same labels, which says what they have.")
  private @Nullable String classifier;

  @Option(
      names = "--strength",
      paramLabel = "S",
      defaultValue = "1",
      description = "With --rewrite: how far to go. Default: ${DEFAULT-VALUE}.")
  private double strength;

  @Mixin private AttributeOptions attribute;

  boolean wanted() {
    return wanted;
  }

  /**
   * Refuses what says how to measure where nothing is to be measured, and the lack of a judge.
   *
   * @throws InputException if it is not asked for and yet said how, or without a classifier
   */
  void require(CommandSpec spec) {
    if (!wanted) {
      GivenOptions.refuse(
          spec, OF_REWRITING::contains, "it is for --rewrite, which is not asked for");
    } else if (classifier == null) {
      throw new InputException(
          "--rewrite: which labels texts have is for another model to say; name it with"
              + " --judge-classifier");
    }
    attribute.require(spec);
  }

  /**
   * All that measuring needs, to be closed; null if it is not asked for.
   *
   * @param texts that the model was not trained on, with labels
   * @param reader null for no perplexities
   * @param seed of what is drawn
   * @param folder for files that are needed meanwhile
   * @throws InputException if the model cannot rewrite, or the labels are not the classifier's
   */
  @Nullable Prepared prepare(
      Subtext subtext, Writer writer, Portion texts, @Nullable Model reader, long seed, Path folder)
      throws IOException {
    if (!wanted || classifier == null) {
      return null;
    }
    Path judges = ModelArgument.find(subtext, classifier); // before texts are read for long
    Rewrite rewrite = attribute.rewrite(writer.model(), writer.folder());
    List<Line> lines = labelled(texts, rewrite.labels());
    Path files = Files.createDirectories(folder.resolve("rewrite"));
    Judge judge =
        reader == null
            ? null
            : new Judge(reader.network(), reader.tokenizer(), files.resolve("judge"));
    Model labels = Model.load(judges);
    try {
      return new Prepared(
          new ControlEvaluator(writer.model(), rewrite, labels, judge, seed, files),
          lines,
          strength);
    } catch (RuntimeException e) {
      labels.close();
      throw e;
    }
  }

  /** What is measured, on which texts, and how far they are to go. */
  record Prepared(ControlEvaluator evaluator, List<Line> lines, double strength)
      implements AutoCloseable {
    ControlQuality measure() throws IOException {
      return evaluator.evaluate(lines, strength, SAMPLES);
    }

    @Override
    public void close() {
      evaluator.classifier().close();
    }
  }

  /**
   * The model that is measured.
   *
   * @param folder of the model
   */
  record Writer(Model model, Path folder) {}

  private static List<Line> labelled(Portion texts, List<String> labels) {
    try (Stream<Line> lines = texts.lines()) {
      List<Line> found =
          lines.filter(line -> line.label() != null && labels.contains(line.label())).toList();
      if (found.isEmpty()) {
        throw new InputException(
            "--rewrite: no text of %s has one of the labels %s"
                .formatted(texts.file(), String.join(", ", labels)));
      }
      return found;
    }
  }
}
