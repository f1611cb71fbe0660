package subtext.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import subtext.eval.AnswerQuality;
import subtext.eval.Classification;
import subtext.eval.Evaluation;
import subtext.eval.Figures;
import subtext.eval.TopicFigures;
import subtext.eval.TranslationQuality;
import subtext.report.Verdict.Clause;

/**
 * What an evaluation found.
 *
 * @param figures in the order in which they are shown
 * @param verdict null for a model without a latent variable
 */
public record Assessment(List<Figure> figures, @Nullable Verdict verdict) {

  public static final Assessment EMPTY = new Assessment(List.of(), null);

  public Assessment {
    figures = List.copyOf(figures);
  }

  /** What {@code evaluation} found, without the figures that are not defined for its model. */
  public static Assessment of(Figures evaluation) {
    return switch (evaluation) {
      case Evaluation sentences -> Findings.of(sentences);
      case Classification labels -> Findings.of(labels);
      case TopicFigures topics -> Findings.of(topics);
      case AnswerQuality answers -> Findings.of(answers);
      case TranslationQuality translations -> Findings.of(translations);
    };
  }

  /** The value of the figure {@code key}, or NaN. */
  public double value(String key) {
    return figures.stream()
        .filter(figure -> figure.key().equals(key))
        .mapToDouble(Figure::value)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** The clauses of the verdict, none without one. */
  public List<Clause> clauses() {
    return verdict == null ? List.of() : verdict.clauses();
  }
}
