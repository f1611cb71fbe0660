package subtext.nn;

import subtext.tensor.Convolutions;
import subtext.tensor.Init;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/**
 * A convolution by windows of 4 x 4, two pixels apart, which halves rows and columns (Radford et
 * al. 2016). B batch, I in, O out, H rows, W columns.
 */
public record Convolution(Tensor weight_OIKK, Tensor bias_O) {
  static final int SIDE = 4;
  static final int STRIDE = 2;
  static final int PADDING = 1;

  /**
   * Makes one with uniform initial weights and no initial bias.
   *
   * @param bound of the uniform initial weights; 0 for 1 / sqrt(numbers that an output is made of)
   */
  public static Convolution create(
      Parameters parameters, String name, int in, int out, double bound) {
    Init init = new Init.Uniform(bound > 0 ? bound : 1 / Math.sqrt(in * SIDE * SIDE));
    return new Convolution(
        parameters.create(name + ".weight", init, out, in, SIDE, SIDE),
        parameters.create(name + ".bias", Init.ZEROS, out));
  }

  /** [B, I, H, W] to [B, O, H / 2, W / 2]. */
  public Tensor forward(Tensor input_BIHW) {
    return Convolutions.forward(input_BIHW, weight_OIKK, bias_O, STRIDE, PADDING);
  }
}
