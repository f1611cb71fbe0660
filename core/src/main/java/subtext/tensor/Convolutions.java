package subtext.tensor;

import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Convolutions of planes (LeCun et al. 1989). B batch, I input channels, O output channels, H rows,
 * W columns, K side of the window.
 */
public final class Convolutions {
  private static final long[] DENSE = {1, 1};

  private Convolutions() {}

  /**
   * The cross-correlation of each window of the input with each of O kernels: rows and columns
   * become (n + 2 padding - K) / stride + 1.
   */
  public static Tensor forward(
      Tensor input_BIHW, Tensor weight_OIKK, Tensor bias_O, long stride, long padding) {
    return new Tensor(
        torch.conv2d(
            input_BIHW.handle(),
            weight_OIKK.handle(),
            new TensorOptional(bias_O.handle()),
            new long[] {stride, stride},
            new long[] {padding, padding},
            DENSE,
            /* groups= */ 1));
  }

  /**
   * The transpose of the linear map that {@link #forward} is in its input (Zeiler et al. 2010):
   * rows and columns become (n - 1) stride - 2 padding + K.
   */
  public static Tensor transposed(
      Tensor input_BIHW, Tensor weight_IOKK, Tensor bias_O, long stride, long padding) {
    return new Tensor(
        torch.conv_transpose2d(
            input_BIHW.handle(),
            weight_IOKK.handle(),
            new TensorOptional(bias_O.handle()),
            new long[] {stride, stride},
            new long[] {padding, padding},
            /* outputPadding= */ new long[] {0, 0},
            /* groups= */ 1,
            DENSE));
  }
}
