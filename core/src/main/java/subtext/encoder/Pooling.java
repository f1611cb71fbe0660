package subtext.encoder;

import subtext.nn.Observed;
import subtext.tensor.Tensor;

/** How the states of a sentence become one vector. B batch, T time, H hidden. */
public enum Pooling {
  /** The state after the last token. */
  LAST,
  /** The mean of all states. */
  MEAN,
  /** The largest value of each feature. */
  MAX,
  /** All three, joined. */
  ALL;

  /** How many vectors of the states' size are joined. */
  int parts() {
    return this == ALL ? 3 : 1;
  }

  /** One vector of each sentence [B, parts * H]. Padding has no influence. */
  Tensor of(Tensor states_BTH, Observed x) {
    return switch (this) {
      case LAST -> last(states_BTH, x);
      case MEAN -> mean(states_BTH, x);
      case MAX -> max(states_BTH, x);
      case ALL -> Tensor.cat(1, last(states_BTH, x), mean(states_BTH, x), max(states_BTH, x));
    };
  }

  private static Tensor last(Tensor states_BTH, Observed x) {
    return gatherTime(states_BTH, last_B1(x)).squeeze(1);
  }

  private static Tensor mean(Tensor states_BTH, Observed x) {
    Tensor mask_BT1 = x.mask_BT().unsqueeze(2).to(states_BTH);
    return states_BTH.mul(mask_BT1).sum(1).div(mask_BT1.sum(1));
  }

  private static Tensor max(Tensor states_BTH, Observed x) {
    return states_BTH.maskedFill(x.mask_BT().unsqueeze(2).lt(0.5), -1e4).max(1);
  }

  private static Tensor last_B1(Observed x) {
    long[] last = x.counts().clone();
    for (int b = 0; b < last.length; b++) {
      last[b]--;
    }
    return Tensor.of(last, last.length, 1).to(x.inputs_BT().device());
  }

  /** values[b][index[b][t]] for all features: [B, T', D]. */
  static Tensor gatherTime(Tensor values_BTD, Tensor index_BT) {
    long[] shape = {index_BT.size(0), index_BT.size(1), values_BTD.size(2)};
    return values_BTD.gather(1, index_BT.unsqueeze(2).expand(shape));
  }
}
