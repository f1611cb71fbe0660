package subtext.nn;

import subtext.tensor.Init;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/** y = x W^T + b. */
public record Linear(Tensor weight_OI, Tensor bias_O) {
  /**
   * Makes one with uniform initial weights and no initial bias.
   *
   * @param bound of the uniform initial weights; 0 for 1 / sqrt(in)
   */
  public static Linear create(Parameters parameters, String name, int in, int out, double bound) {
    Init init = new Init.Uniform(bound > 0 ? bound : 1 / Math.sqrt(in));
    return new Linear(
        parameters.create(name + ".weight", init, out, in),
        parameters.create(name + ".bias", Init.ZEROS, out));
  }

  public Tensor forward(Tensor input) {
    return input.linear(weight_OI, bias_O);
  }
}
