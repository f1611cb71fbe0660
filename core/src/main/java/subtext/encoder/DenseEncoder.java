package subtext.encoder;

import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.nn.Perceptron;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/** Reads all pixels of an image at once. B batch, N pixels, F features. */
final class DenseEncoder implements Encoder {
  private static final long DROPOUT = 103;

  private final EncoderConfig.Dense config;
  private final Parameters parameters;
  private final Perceptron layers;

  DenseEncoder(EncoderConfig.Dense config, Parameters parameters, double bound) {
    this.config = config;
    this.parameters = parameters;
    layers =
        Perceptron.create(
            parameters, "encoder", config.size().pixels(), config.hidden(), config.layers(), bound);
  }

  @Override
  public Tensor encode(Observed x, Pass pass) {
    Tensor pixels_BN = config.pixels().of(x, config.size(), pass).to(parameters.type());
    return pass.dropout(layers.forward(pixels_BN), config.dropout(), DROPOUT);
  }
}
