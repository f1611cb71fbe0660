package subtext.explain;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which words move a quantity.
 *
 * @param quantity what they move
 * @param value of the text
 * @param words in the order of the text, those of a question before those of the sentence
 * @param gradients how the integral came out; null where the model reads no vectors of tokens, so
 *     that words are only left out
 * @param rankCorrelation Spearman's, of integrated gradients and the effects of leaving words out;
 *     null where one of them has no order
 */
public record Attribution(
    String quantity,
    double value,
    List<Word> words,
    @Nullable Integral gradients,
    @Nullable Double rankCorrelation) {
  public Attribution {
    words = List.copyOf(words);
  }

  /** Of which text a word is. */
  public enum Side {
    TEXT,
    QUESTION
  }

  /**
   * A word of the text, the tokens that spell it together.
   *
   * @param gradients its part of value - baseline, by integrated gradients; null where the model
   *     reads no vectors of tokens
   * @param omission what the value loses when the word is left out
   * @param share of the word in all that words do, by absolute value, in [0, 1]: of the gradients,
   *     or where there are none of the omissions
   */
  public record Word(
      String word, Side side, @Nullable Double gradients, double omission, double share) {}

  /**
   * The check that parts add up: sum of the parts = value - baseline (completeness).
   *
   * @param baseline the quantity where every word is that of {@code kind}
   * @param gap sum of the parts - (value - baseline)
   * @param steps nodes of the quadrature that were needed
   * @param complete whether the gap is within the tolerance that was asked for
   */
  public record Integral(Baseline kind, double baseline, double gap, int steps, boolean complete) {}

  /** The words, the one of the greatest share first. */
  public List<Word> ranked() {
    return words.stream().sorted(Comparator.comparingDouble(Word::share).reversed()).toList();
  }
}
