package subtext.encoder;

import subtext.data.ImageSize;
import subtext.nn.Convolution;
import subtext.nn.Linear;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/**
 * Reads an image by two convolutions and a layer above them. B batch, C channels, H rows, W
 * columns, N pixels, F features.
 */
final class ConvolutionEncoder implements Encoder {
  private static final long DROPOUT = 104;

  private final EncoderConfig.Convolution config;
  private final Parameters parameters;
  private final Convolution first;
  private final Convolution second;
  private final Linear hidden;

  ConvolutionEncoder(EncoderConfig.Convolution config, Parameters parameters, double bound) {
    this.config = config;
    this.parameters = parameters;
    int channels = config.channels();
    first = Convolution.create(parameters, "encoder.first", 1, channels, bound);
    second = Convolution.create(parameters, "encoder.second", channels, 2 * channels, bound);
    int quarter = 2 * channels * config.size().pixels() / 16;
    hidden = Linear.create(parameters, "encoder.hidden", quarter, config.hidden(), bound);
  }

  @Override
  public Tensor encode(Observed x, Pass pass) {
    ImageSize size = config.size();
    Tensor image_B1HW =
        config
            .pixels()
            .of(x, size, pass)
            .to(parameters.type())
            .reshape(x.batch(), 1, size.rows(), size.columns());
    Tensor half_BCHW = first.forward(image_B1HW).clampMin(0);
    Tensor quarter_BCHW = second.forward(half_BCHW).clampMin(0);
    Tensor features_BF = hidden.forward(quarter_BCHW.reshape(x.batch(), -1)).clampMin(0);
    return pass.dropout(features_BF, config.dropout(), DROPOUT);
  }
}
