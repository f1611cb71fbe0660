package subtext.latent;

import subtext.nn.Linear;
import subtext.tensor.Autograd;
import subtext.tensor.Init;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/**
 * Diagonal normal distributions whose means are normalised over the batch to a given standard
 * deviation, so that their KL cannot fall below gamma^2 / 2 a dimension (Zhu et al. 2020). B batch,
 * Z latent.
 *
 * <p>Outside training, running averages take the place of the batch.
 */
final class NormalizedGaussianFamily implements PosteriorFamily {
  private static final double SMALLEST = 1e-5;
  private static final double MOMENTUM = 0.1;

  private final int latent;
  private final double gamma;
  private final Linear posterior;
  private final Tensor shift_Z;
  private final Tensor runningMean_Z;
  private final Tensor runningVariance_Z;
  private final Parameters parameters;

  NormalizedGaussianFamily(
      Parameters parameters, int features, int latent, double bound, double gamma) {
    this.parameters = parameters;
    this.latent = latent;
    this.gamma = gamma;
    posterior = Linear.create(parameters, "posterior", features, 2 * latent, bound);
    shift_Z = parameters.create("posterior.shift", Init.ZEROS, latent);
    runningMean_Z = parameters.constant("posterior.runningMean", Init.ZEROS, latent);
    runningVariance_Z =
        parameters.constant("posterior.runningVariance", new Init.Constant(1), latent);
  }

  @Override
  public DiagonalGaussian read(Tensor features_BF, boolean training) {
    Tensor both_BP = posterior.forward(features_BF).to(parameters.type());
    Tensor raw_BZ = both_BP.narrow(1, 0, latent);
    Tensor mean_Z = training ? raw_BZ.mean(0) : runningMean_Z;
    Tensor variance_Z = training ? raw_BZ.sub(mean_Z).square().mean(0) : runningVariance_Z;
    if (training) {
      follow(runningMean_Z, mean_Z);
      follow(runningVariance_Z, variance_Z);
    }
    Tensor deviation_Z = variance_Z.add(SMALLEST).sqrt();
    Tensor mu_BZ = raw_BZ.sub(mean_Z).div(deviation_Z).mul(gamma).add(shift_Z);
    return new DiagonalGaussian(mu_BZ, both_BP.narrow(1, latent, latent));
  }

  private static void follow(Tensor running, Tensor value) {
    Autograd.withoutResult(() -> running.mul_(1 - MOMENTUM).add_(value, MOMENTUM));
  }

  @Override
  public int statistics() {
    return 2 * latent;
  }

  @Override
  public DiagonalGaussian of(Tensor statistics_BP) {
    return DiagonalGaussian.of(statistics_BP);
  }
}
