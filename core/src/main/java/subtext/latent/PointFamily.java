package subtext.latent;

import subtext.nn.Linear;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/** Points that are linear in the features. */
final class PointFamily implements PosteriorFamily {
  private final int latent;
  private final Linear posterior;
  private final Parameters parameters;

  PointFamily(Parameters parameters, int features, int latent, double bound) {
    this.parameters = parameters;
    this.latent = latent;
    posterior = Linear.create(parameters, "posterior", features, latent, bound);
  }

  @Override
  public Point read(Tensor features_BF, boolean training) {
    return of(posterior.forward(features_BF).to(parameters.type()));
  }

  @Override
  public boolean hasDensity() {
    return false;
  }

  @Override
  public int statistics() {
    return latent;
  }

  @Override
  public Point of(Tensor statistics_BP) {
    return new Point(statistics_BP);
  }
}
