package subtext.nn;

import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/**
 * Attention by a hidden layer (Bahdanau et al. 2015): how much a place counts is v tanh(W c + U s),
 * where c is what is looked for and s the place's state. B batch, T places, M size of a state, C
 * size of c.
 */
public record AdditiveAttention(Linear sought, Linear seen, Linear weight) {
  /**
   * Makes one.
   *
   * @param sizeSought C
   * @param sizeSeen M
   * @param hidden size of the layer
   * @param bound of the uniform initial weights, 0 for a bound by their size
   */
  public static AdditiveAttention create(
      Parameters parameters, int sizeSought, int sizeSeen, int hidden, double bound) {
    return new AdditiveAttention(
        Linear.create(parameters, "attention.sought", sizeSought, hidden, bound),
        Linear.create(parameters, "attention.seen", sizeSeen, hidden, bound),
        Linear.create(parameters, "attention.weight", hidden, 1, bound));
  }

  /** The weights of the tokens of {@code x}, which add up to 1; padding has none: [B, T]. */
  public Tensor weights_BT(Tensor sought_BC, Tensor states_BTM, Observed x) {
    Tensor hidden_BTH = seen.forward(states_BTM).add(sought.forward(sought_BC).unsqueeze(1)).tanh();
    Tensor scores_BT = weight.forward(hidden_BTH).squeeze(2);
    return scores_BT.maskedFill(x.mask_BT().lt(0.5), -1e4).softmax(1);
  }

  /** The mean of the states of {@code x} by these weights: [B, M]. */
  public Tensor find_BM(Tensor sought_BC, Tensor states_BTM, Observed x) {
    Tensor weights_BT1 = weights_BT(sought_BC, states_BTM, x).unsqueeze(2);
    return states_BTM.mul(weights_BT1.to(states_BTM)).sum(1);
  }
}
