package subtext.decoder;

import subtext.data.ImageSize;
import subtext.nn.Perceptron;
import subtext.nn.TransposedConvolution;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/**
 * Small planes that two transposed convolutions enlarge. B batch, Z latent, C channels, H rows, W
 * columns, N pixels.
 */
final class ConvolutionImage implements ImageNetwork {
  private final int channels;
  private final ImageSize size;
  private final Perceptron hidden;
  private final Perceptron planes;
  private final TransposedConvolution first;
  private final TransposedConvolution second;

  ConvolutionImage(
      ImageNetworkConfig.Convolution config,
      ImageSize size,
      int latent,
      Parameters parameters,
      double bound) {
    this.size = size;
    channels = config.channels();
    int quarter = 2 * channels * size.pixels() / 16;
    hidden = Perceptron.create(parameters, "decoder.hidden", latent, config.hidden(), 1, bound);
    planes = Perceptron.create(parameters, "decoder.planes", config.hidden(), quarter, 1, bound);
    first =
        TransposedConvolution.create(parameters, "decoder.first", 2 * channels, channels, bound);
    second = TransposedConvolution.create(parameters, "decoder.second", channels, 1, bound);
  }

  @Override
  public Tensor scores_BN(Tensor z_BZ) {
    Tensor quarter_BCHW =
        planes
            .forward(hidden.forward(z_BZ))
            .reshape(z_BZ.size(0), 2L * channels, size.rows() / 4, size.columns() / 4);
    Tensor half_BCHW = first.forward(quarter_BCHW).clampMin(0);
    return second.forward(half_BCHW).reshape(z_BZ.size(0), size.pixels());
  }
}
