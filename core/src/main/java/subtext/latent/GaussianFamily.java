package subtext.latent;

import subtext.nn.Linear;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/**
 * Diagonal normal distributions whose means and log variances are linear in the features (Kingma
 * and Welling 2014). B batch, Z latent.
 */
final class GaussianFamily implements PosteriorFamily {
  private final int latent;
  private final Linear posterior;
  private final Parameters parameters;

  GaussianFamily(Parameters parameters, int features, int latent, double bound) {
    this.parameters = parameters;
    this.latent = latent;
    posterior = Linear.create(parameters, "posterior", features, 2 * latent, bound);
  }

  @Override
  public DiagonalGaussian read(Tensor features_BF, boolean training) {
    return of(posterior.forward(features_BF).to(parameters.type()));
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
