package subtext.decoder;

import org.jspecify.annotations.Nullable;
import subtext.nn.Embedding;
import subtext.nn.Linear;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Init;
import subtext.tensor.Layers;
import subtext.tensor.Parameters;
import subtext.tensor.Precision;
import subtext.tensor.SoftmaxCrossEntropy;
import subtext.tensor.Tensor;

/**
 * From a decoder's states to the scores of tokens. B batch, T time, N states, H their size, E size
 * of an output vector, V vocabulary.
 *
 * @param projection to the size of the embedding, where its table serves as output and has another
 * @param tied whether the output's table is the embedding's
 */
record TokenScores(int vocabulary, @Nullable Linear projection, Linear output, boolean tied) {
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
      Linear output = Linear.create(parameters, name, hidden, vocabulary, bound);
      return new TokenScores(vocabulary, null, output, tied);
    }
    Linear projection =
        hidden == size
            ? null
            : Linear.create(parameters, Decoder.NAME + ".projection", hidden, size, bound);
    Tensor bias_V = parameters.create(name + ".bias", Init.ZEROS, vocabulary);
    return new TokenScores(vocabulary, projection, new Linear(table_VD, bias_V), tied);
  }

  /**
   * Cross entropy of the tokens of each sentence [B], summed, in nats and in the type of the
   * parameters, from the states before them.
   *
   * @param smoothing share of each target that training spreads evenly over the vocabulary (Szegedy
   *     et al. 2016); the cross entropy then exceeds that of the token by this share of what the
   *     token's score exceeds the mean score by
   */
  Tensor nats_B(Tensor states_BTH, Observed x, double smoothing, Pass pass) {
    Tensor projected_BTE = projected(states_BTH);
    Tensor nats_N =
        SoftmaxCrossEntropy.nats_N(
            projected_BTE.reshape(-1, projected_BTE.size(2)),
            output.weight_OI(),
            output.bias_O(),
            x.targets_BT().reshape(-1));
    Tensor nats_BT = nats_N.reshape(x.batch(), x.time());
    boolean smooth = smoothing > 0 && pass.training();
    return (smooth ? nats_BT.add(excess_BT(projected_BTE, x).mul(smoothing)) : nats_BT)
        .mul(x.mask_BT())
        .sum(1);
  }

  /** Scores of the targets less the mean of all scores. */
  private Tensor excess_BT(Tensor projected_BTE, Observed x) {
    Tensor weight_VE = output.weight_OI();
    Tensor bias_V1 = output.bias_O().unsqueeze(1);
    Tensor weight_BTE = Layers.rows(weight_VE, x.targets_BT()).sub(weight_VE.mean(0));
    Tensor bias_BT = Layers.rows(bias_V1, x.targets_BT()).sub(bias_V1.mean(0)).squeeze(2);
    return projected_BTE.to(weight_VE).mul(weight_BTE).sum(2).add(bias_BT);
  }

  /** Scores [N, V] in the type of the products. */
  Tensor logits_NV(Tensor states_NH) {
    return output.forward(projected(states_NH)).narrow(1, 0, vocabulary);
  }

  private Tensor projected(Tensor states) {
    return projection == null ? states : projection.forward(states);
  }

  /** With weights of the type of products at this point, for many products with few states. */
  TokenScores to(DType type) {
    return new TokenScores(
        vocabulary,
        projection == null ? null : projection.to(type),
        output.to(type).padded(EVEN),
        tied);
  }

  /**
   * The table that nothing but the scores depends on, in a loss with this smoothing; null where
   * there is none.
   */
  @Nullable Tensor own_VH(double smoothing) {
    return tied || smoothing > 0 ? null : output.weight_OI();
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
