package subtext.model;

import java.util.stream.IntStream;
import subtext.nn.Observed;
import subtext.tensor.Tensor;

/** Which labels of a batch are known. B batch, L labels. */
final class KnownLabels {
  private final long[] labels;
  private final int kinds;

  /**
   * @param kinds L
   */
  KnownLabels(Observed x, int kinds) {
    this.labels = x.labels();
    this.kinds = kinds;
  }

  /** Places of the sentences whose label is known, ascending. */
  int[] known() {
    return IntStream.range(0, labels.length).filter(b -> labels[b] >= 0).toArray();
  }

  /** Places of the others, ascending. */
  int[] unknown() {
    return IntStream.range(0, labels.length).filter(b -> labels[b] < 0).toArray();
  }

  /** 1 at the known label [B, L], 0 elsewhere, in the type and place of {@code like}. */
  Tensor oneHot_BL(Tensor like) {
    float[] ones = new float[labels.length * kinds];
    for (int b : known()) {
      ones[b * kinds + Math.toIntExact(labels[b])] = 1;
    }
    return Tensor.of(ones, labels.length, kinds).to(like);
  }

  /** 1 where the label is not known [B], 0 elsewhere, in the type and place of {@code like}. */
  Tensor unknown_B(Tensor like) {
    float[] ones = new float[labels.length];
    for (int b : unknown()) {
      ones[b] = 1;
    }
    return Tensor.of(ones, labels.length).to(like);
  }

  /** -log of the probability of the known label [B], in nats; 0 where there is none. */
  Tensor crossEntropy_B(Tensor logits_BL) {
    return oneHot_BL(logits_BL).mul(logits_BL.logSoftmax(1)).sum(1).neg();
  }
}
