package subtext.decoder;

import org.jspecify.annotations.Nullable;
import subtext.nn.Embedding;
import subtext.nn.Linear;
import subtext.nn.Observed;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Init;
import subtext.tensor.Parameters;
import subtext.tensor.Precision;
import subtext.tensor.SoftmaxCrossEntropy;
import subtext.tensor.Tensor;

/**
 * From a decoder's states to the scores of tokens. B batch, T time, N states, H their size, V
 * vocabulary.
 *
 * @param projection to the size of the embedding, where its table serves as output and has another
 */
record TokenScores(int vocabulary, @Nullable Linear projection, Linear output) {
  /** Products in bfloat16 of as many columns are 1.14 times as fast as of 10,002. */
  private static final int EVEN = 256;

  /**
   * Makes them.
   *
   * @param hidden H
   * @param tied whether a token's score is the product of its own input vector with the state
   * @param bound of the uniform initial weights, 0 for a bound by their size
   */
  static TokenScores create(
      Parameters parameters, Embedding embedding, int hidden, boolean tied, double bound) {
    Tensor table_VD = embedding.table_VD();
    int vocabulary = Math.toIntExact(table_VD.size(0));
    int size = Math.toIntExact(table_VD.size(1));
    String name = Decoder.NAME + ".output";
    if (!tied) {
      return new TokenScores(
          vocabulary, null, Linear.create(parameters, name, hidden, vocabulary, bound));
    }
    Linear projection =
        hidden == size
            ? null
            : Linear.create(parameters, Decoder.NAME + ".projection", hidden, size, bound);
    Tensor bias_V = parameters.create(name + ".bias", Init.ZEROS, vocabulary);
    return new TokenScores(vocabulary, projection, new Linear(table_VD, bias_V));
  }

  /**
   * Cross entropy of the tokens of each sentence [B], summed, in nats and in the type of the
   * parameters, from the states before them.
   */
  Tensor nats_B(Tensor states_BTH, Observed x) {
    Tensor states_NH = states_BTH.reshape(-1, states_BTH.size(2));
    Tensor nats_N =
        SoftmaxCrossEntropy.nats_N(
            projected(states_NH), output.weight_OI(), output.bias_O(), x.targets_BT().reshape(-1));
    return nats_N.reshape(x.batch(), x.time()).mul(x.mask_BT()).sum(1);
  }

  /** Scores [N, V] in float32 at least. */
  Tensor logits_NV(Tensor states_NH) {
    Tensor logits_NV = output.forward(projected(states_NH)).narrow(1, 0, vocabulary);
    return logits_NV.dtype() == DType.BF16 ? logits_NV.to(DType.F32) : logits_NV;
  }

  private Tensor projected(Tensor states_NH) {
    return projection == null ? states_NH : projection.forward(states_NH);
  }

  /** With weights of the type of products at this point, for many products with few states. */
  TokenScores to(DType type) {
    return new TokenScores(
        vocabulary, projection == null ? null : projection.to(type), output.to(type).padded(EVEN));
  }

  /** The type that its products with the weights are computed in. */
  DType products() {
    return Precision.ofProducts(output.weight_OI());
  }

  /** The type of the weights. */
  DType type() {
    return output.weight_OI().dtype();
  }

  Device device() {
    return output.weight_OI().device();
  }
}
