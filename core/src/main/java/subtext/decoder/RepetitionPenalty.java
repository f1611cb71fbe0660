package subtext.decoder;

import java.util.List;
import subtext.config.Allowed;
import subtext.tensor.Tensor;

/**
 * Lowers the scores of tokens that a sentence already holds: positive ones are divided by {@code
 * factor}, negative ones multiplied. Keskar et al. (2019, "CTRL", section 4.1) divide every score,
 * which raises negative ones; that these are multiplied is the usual correction of implementations
 * since. How often a token was written does not matter, and the end is never held back. B batch, V
 * vocabulary.
 *
 * @param factor 1 for none; 1.2 is what the paper takes
 */
record RepetitionPenalty(double factor) {
  static final double NONE = 1;

  static void check(double factor) {
    Allowed.between("repetitionPenalty", factor, NONE, 100);
  }

  boolean isOff() {
    return factor == NONE;
  }

  /**
   * The lowered scores.
   *
   * @param sentences [B] the tokens of each row's sentence so far
   */
  Tensor apply(Tensor logits_BV, List<int[]> sentences) {
    int vocabulary = Math.toIntExact(logits_BV.size(1));
    float[] held = new float[sentences.size() * vocabulary];
    for (int row = 0; row < sentences.size(); row++) {
      for (int token : sentences.get(row)) {
        held[row * vocabulary + token] = 1;
      }
    }
    Tensor positive_BV = logits_BV.clampMin(0);
    Tensor negative_BV = logits_BV.sub(positive_BV);
    Tensor change_BV = positive_BV.mul(1 / factor - 1).add(negative_BV.mul(factor - 1));
    Tensor held_BV = Tensor.of(held, sentences.size(), vocabulary).to(logits_BV);
    return logits_BV.add(held_BV.mul(change_BV));
  }
}
