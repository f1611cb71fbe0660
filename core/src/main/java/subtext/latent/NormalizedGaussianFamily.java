package subtext.latent;

import org.jspecify.annotations.Nullable;
import subtext.nn.BatchNorm;
import subtext.nn.Linear;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/**
 * Diagonal normal distributions whose means are normalised over the batch to a given standard
 * deviation, so that their KL cannot fall below gamma^2 / 2 a dimension (Zhu et al. 2020); their
 * log variances too where it is asked (Srivastava and Sutton 2017). B batch, Z latent.
 */
final class NormalizedGaussianFamily implements PosteriorFamily {
  private final int latent;
  private final Linear posterior;
  private final BatchNorm means;
  private final @Nullable BatchNorm logVariances;
  private final Parameters parameters;

  NormalizedGaussianFamily(
      Parameters parameters,
      int features,
      int latent,
      double bound,
      PosteriorConfig.BatchNorm config) {
    this.parameters = parameters;
    this.latent = latent;
    posterior = Linear.create(parameters, "posterior", features, 2 * latent, bound);
    means = BatchNorm.create(parameters, "posterior", latent, config.gamma());
    logVariances =
        config.variances()
            ? BatchNorm.create(parameters, "posterior.logVariance", latent, /* scale= */ 1)
            : null;
  }

  @Override
  public DiagonalGaussian read(Tensor features_BF, boolean training) {
    Tensor both_BP = posterior.forward(features_BF).to(parameters.type());
    Tensor mu_BZ = means.forward(both_BP.narrow(1, 0, latent), training);
    Tensor raw_BZ = both_BP.narrow(1, latent, latent);
    return new DiagonalGaussian(
        mu_BZ, logVariances == null ? raw_BZ : logVariances.forward(raw_BZ, training));
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
