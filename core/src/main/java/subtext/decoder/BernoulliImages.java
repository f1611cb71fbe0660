package subtext.decoder;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import subtext.data.ImageSize;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.nn.Pixels;
import subtext.tensor.Device;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/**
 * Binary pixels, each with a probability of its own given z (Kingma and Welling 2014, appendix
 * C.1). B batch, Z latent, N pixels.
 */
final class BernoulliImages implements ImageLikelihood {
  private final DecoderConfig.Bernoulli config;
  private final Parameters parameters;
  private final ImageNetwork network;

  BernoulliImages(DecoderConfig.Bernoulli config, int latent, Parameters parameters, double bound) {
    this.config = config;
    this.parameters = parameters;
    network = config.network().create(size(), latent, parameters, bound);
  }

  @Override
  public ImageSize size() {
    return new ImageSize(config.rows(), config.columns());
  }

  private Tensor scores_BN(Tensor z_BZ) {
    return network.scores_BN(z_BZ).to(parameters.type());
  }

  /** -log p(x|z) = sum of (1 - x) s - log sigmoid(s) over the pixels' scores s. */
  @Override
  public Tensor reconstruction_B(Observed x, @Nullable Tensor z_BZ, Pass pass) {
    Tensor scores_BN = scores_BN(Objects.requireNonNull(z_BZ));
    Tensor black_BN = Pixels.BINARY.of(x, size(), pass).to(scores_BN).neg().add(1);
    return scores_BN.mul(black_BN).sub(scores_BN.logSigmoid()).sum(1);
  }

  @Override
  public Tensor mean_BN(Tensor z_BZ) {
    return scores_BN(z_BZ).logSigmoid().exp();
  }

  @Override
  public long scores(long time) {
    return config.network().widest(size());
  }

  @Override
  public Device device() {
    return parameters.device();
  }
}
