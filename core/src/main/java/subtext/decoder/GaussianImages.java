package subtext.decoder;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import subtext.data.ImageSize;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.nn.Pixels;
import subtext.tensor.Device;
import subtext.tensor.Init;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/**
 * Grey pixels, normally distributed around a mean of their own given z, with one variance for all,
 * which is given or learnt (Rybkin et al. 2021). With a given one, training makes the mean squared
 * error small. B batch, Z latent, N pixels.
 */
final class GaussianImages implements ImageLikelihood {
  /** Of the variance at first, where it is learnt: about that of the pixels. */
  private static final double FIRST_LOG_VARIANCE = -2;

  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private final DecoderConfig.Gaussian config;
  private final Parameters parameters;
  private final ImageNetwork network;
  private final Tensor logVariance_1;

  GaussianImages(DecoderConfig.Gaussian config, int latent, Parameters parameters, double bound) {
    this.config = config;
    this.parameters = parameters;
    network = config.network().create(size(), latent, parameters, bound);
    String name = "decoder.logVariance";
    logVariance_1 =
        config.variance() == 0
            ? parameters.create(name, new Init.Constant(FIRST_LOG_VARIANCE), 1)
            : parameters.constant(name, new Init.Constant(Math.log(config.variance())), 1);
  }

  @Override
  public ImageSize size() {
    return new ImageSize(config.rows(), config.columns());
  }

  /** -log p(x|z) = sum of ((x - m)^2 / v + log v + log 2 pi) / 2 over the pixels' means m. */
  @Override
  public Tensor reconstruction_B(Observed x, @Nullable Tensor z_BZ, Pass pass) {
    Tensor mean_BN = mean_BN(Objects.requireNonNull(z_BZ));
    Tensor pixels_BN = Pixels.GREY.of(x, size(), pass).to(mean_BN);
    Tensor error_B = pixels_BN.sub(mean_BN).square().sum(1);
    Tensor volume_1 = logVariance_1.add(LOG_TWO_PI).mul(size().pixels());
    return error_B.mul(logVariance_1.neg().exp()).add(volume_1).mul(0.5);
  }

  @Override
  public Tensor mean_BN(Tensor z_BZ) {
    return network.scores_BN(z_BZ).to(parameters.type()).logSigmoid().exp();
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
