package subtext.latent;

import subtext.nn.Linear;
import subtext.tensor.Init;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/**
 * One step of an inverse autoregressive flow (Kingma et al. 2016, algorithm 1): z' = s z + (1 - s)
 * m with gates s and means m of each dimension that depend on those before it, read by a masked
 * network of one hidden layer (Germain et al. 2015). B batch, Z latent, H hidden, C context.
 *
 * @param reversed whether the dimensions depend on those after them
 */
record AutoregressiveStep(Linear input, Linear context, Linear output, boolean reversed) {
  /** At first nearly all of z passes. */
  private static final double OPEN = 2;

  /**
   * What the flow has made of a z.
   *
   * @param logDeterminant_B log |dz' / dz| up to here
   */
  record Carried(Tensor z_BZ, Tensor logDeterminant_B) {}

  static AutoregressiveStep create(
      Parameters parameters,
      String name,
      int latent,
      int hidden,
      int context,
      double bound,
      boolean reversed) {
    return new AutoregressiveStep(
        Linear.create(parameters, name + ".input", latent, hidden, bound),
        Linear.create(parameters, name + ".context", context, hidden, bound),
        new Linear(
            parameters.create(name + ".output.weight", new Init.Uniform(0.01), 2L * latent, hidden),
            parameters.create(name + ".output.bias", Init.ZEROS, 2L * latent)),
        reversed);
  }

  /** Carries {@code before} on. */
  Carried carry(Carried before, Tensor context_BC) {
    Tensor z_BZ = before.z_BZ();
    int latent = Math.toIntExact(z_BZ.size(1));
    int hidden = Math.toIntExact(input.bias_O().size(0));
    Tensor hidden_BH =
        z_BZ.linear(input.weight_OI().mul(inputMask_HZ(latent, hidden)), input.bias_O())
            .add(context.forward(context_BC))
            .tanh();
    Tensor both_BP =
        hidden_BH.linear(output.weight_OI().mul(outputMask_PH(latent, hidden)), output.bias_O());
    Tensor means_BZ = both_BP.narrow(1, 0, latent);
    Tensor logGates_BZ = both_BP.narrow(1, latent, latent).add(OPEN).logSigmoid();
    Tensor gates_BZ = logGates_BZ.exp();
    return new Carried(
        gates_BZ.mul(z_BZ.sub(means_BZ)).add(means_BZ),
        before.logDeterminant_B().add(logGates_BZ.sum(1)));
  }

  /** Unit h may see the dimensions up to its own, which go round. */
  private Tensor inputMask_HZ(int latent, int hidden) {
    float[] mask = new float[hidden * latent];
    for (int h = 0; h < hidden; h++) {
      for (int d = 0; d < latent; d++) {
        mask[h * latent + d] = place(d, latent) <= degree(h, latent) ? 1 : 0;
      }
    }
    return like(Tensor.of(mask, hidden, latent));
  }

  /** Dimension d may see the units whose own comes before it. */
  private Tensor outputMask_PH(int latent, int hidden) {
    float[] mask = new float[2 * latent * hidden];
    for (int row = 0; row < 2 * latent; row++) {
      for (int h = 0; h < hidden; h++) {
        mask[row * hidden + h] = degree(h, latent) < place(row % latent, latent) ? 1 : 0;
      }
    }
    return like(Tensor.of(mask, 2L * latent, hidden));
  }

  private Tensor like(Tensor mask) {
    return mask.to(input.bias_O());
  }

  private int place(int dimension, int latent) {
    return reversed ? latent - 1 - dimension : dimension;
  }

  private static int degree(int unit, int latent) {
    return unit % Math.max(1, latent - 1);
  }
}
