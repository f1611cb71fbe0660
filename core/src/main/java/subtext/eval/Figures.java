package subtext.eval;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** What was measured of a model on a corpus. */
public sealed interface Figures
    permits AnswerQuality, Classification, Evaluation, TopicFigures, TranslationQuality {
  /** By which two models of one corpus are compared: lower is better. */
  double bound();

  /**
   * The figures by the names that the command line prints, in its order; null where they are not
   * defined or not finite.
   */
  Map<String, @Nullable Object> toMap();

  /** The figures of {@link #toMap} that are numbers and defined, in its order. */
  default SequencedMap<String, Double> numbers() {
    SequencedMap<String, Double> numbers = new LinkedHashMap<>();
    toMap()
        .forEach(
            (name, value) -> {
              if (value instanceof Number number) {
                numbers.put(name, number.doubleValue());
              }
            });
    return numbers;
  }
}
