package subtext.eval;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import subtext.metric.Interval;

/**
 * Whether texts have the label that was asked for, say what they said before, and are fluent; each
 * figure to the definition in {@code docs/metrics.md}.
 *
 * @param source the texts as they were, by their own labels
 * @param reconstructed the same as the model keeps them, with their own labels, by the labels asked
 *     for: what the model would reach without doing anything
 * @param rewritten the same with the labels asked for
 * @param generated new texts with labels; null of a model that does not write by them
 */
public record ControlQuality(
    Written source, Written reconstructed, Written rewritten, @Nullable Written generated) {

  /**
   * Some texts.
   *
   * @param accuracy share of texts in which an independent classifier finds the label
   * @param bleu corpus BLEU against the source, in [0, 100]; null where there is none
   * @param perplexity under an independent language model; null without one
   */
  public record Written(
      long texts, Interval accuracy, @Nullable Double bleu, @Nullable Perplexity perplexity) {

    private void put(String name, Map<String, @Nullable Object> map) {
      map.put(name + "_texts", texts);
      map.put(name + "_label_accuracy", accuracy.mean());
      map.put(name + "_label_accuracy_error", Evaluation.finite(accuracy.standardError()));
      if (bleu != null) {
        map.put(name + "_bleu", bleu);
      }
      if (perplexity != null) {
        map.put(name + "_ppl", Evaluation.finite(perplexity.perToken()));
        map.put(name + "_ppl_word", Evaluation.finite(perplexity.perWord()));
      }
    }
  }

  /** The figures by the names that the command line prints, in its order. */
  public Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    source.put("source", map);
    reconstructed.put("reconstructed", map);
    rewritten.put("rewritten", map);
    if (generated != null) {
      generated.put("generated", map);
    }
    return map;
  }
}
