package subtext.nn;

import subtext.tensor.DType;
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

  /** The same with weights of another type. */
  public Linear to(DType type) {
    return new Linear(weight_OI.to(type), bias_O.to(type));
  }

  /** The same with outputs of 0 behind, up to a multiple of {@code even}. */
  public Linear padded(int even) {
    long missing = Math.floorMod(-bias_O.size(0), even);
    Tensor rows = Tensor.zeros(weight_OI.dtype(), weight_OI.device(), missing, weight_OI.size(1));
    Tensor biases = Tensor.zeros(bias_O.dtype(), bias_O.device(), missing);
    return new Linear(Tensor.cat(0, weight_OI, rows), Tensor.cat(0, bias_O, biases));
  }

  public Tensor forward(Tensor input) {
    return input.linear(weight_OI, bias_O);
  }
}
