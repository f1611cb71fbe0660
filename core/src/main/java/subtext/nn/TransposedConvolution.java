package subtext.nn;

import subtext.tensor.Convolutions;
import subtext.tensor.Init;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/**
 * The transpose of a {@link Convolution}, which doubles rows and columns (Radford et al. 2016). B
 * batch, I in, O out, H rows, W columns.
 */
public record TransposedConvolution(Tensor weight_IOKK, Tensor bias_O) {
  /** Windows of the input that each pixel of the output lies in. */
  private static final int WINDOWS =
      Convolution.SIDE * Convolution.SIDE / (Convolution.STRIDE * Convolution.STRIDE);

  /**
   * Makes one with uniform initial weights and no initial bias.
   *
   * @param bound of the uniform initial weights; 0 for 1 / sqrt(numbers that an output is made of)
   */
  public static TransposedConvolution create(
      Parameters parameters, String name, int in, int out, double bound) {
    Init init = new Init.Uniform(bound > 0 ? bound : 1 / Math.sqrt(in * WINDOWS));
    return new TransposedConvolution(
        parameters.create(name + ".weight", init, in, out, Convolution.SIDE, Convolution.SIDE),
        parameters.create(name + ".bias", Init.ZEROS, out));
  }

  /** [B, I, H, W] to [B, O, 2 H, 2 W]. */
  public Tensor forward(Tensor input_BIHW) {
    return Convolutions.transposed(
        input_BIHW, weight_IOKK, bias_O, Convolution.STRIDE, Convolution.PADDING);
  }
}
