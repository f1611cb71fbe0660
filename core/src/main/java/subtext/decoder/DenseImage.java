package subtext.decoder;

import subtext.data.ImageSize;
import subtext.nn.Linear;
import subtext.nn.Perceptron;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/** All pixels from one layer. B batch, Z latent, N pixels. */
final class DenseImage implements ImageNetwork {
  private final Perceptron layers;
  private final Linear output;

  DenseImage(
      ImageNetworkConfig.Dense config,
      ImageSize size,
      int latent,
      Parameters parameters,
      double bound) {
    int hidden = config.hidden();
    layers = Perceptron.create(parameters, Decoder.NAME, latent, hidden, config.layers(), bound);
    output = Linear.create(parameters, "decoder.output", hidden, size.pixels(), bound);
  }

  @Override
  public Tensor scores_BN(Tensor z_BZ) {
    return output.forward(layers.forward(z_BZ));
  }
}
