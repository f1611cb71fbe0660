package subtext.latent;

import subtext.nn.Linear;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/**
 * Von Mises-Fisher distributions whose directions are linear in the features and whose
 * concentration is given (Xu and Durrett 2018).
 */
final class SphereFamily implements PosteriorFamily {
  private final int latent;
  private final double concentration;
  private final Linear posterior;
  private final Parameters parameters;

  SphereFamily(
      Parameters parameters, int features, int latent, double bound, double concentration) {
    this.parameters = parameters;
    this.latent = latent;
    this.concentration = concentration;
    posterior = Linear.create(parameters, "posterior", features, latent, bound);
  }

  @Override
  public VonMisesFisher read(Tensor features_BF, boolean training) {
    return of(VonMisesFisher.unit(posterior.forward(features_BF).to(parameters.type())));
  }

  @Override
  public int statistics() {
    return latent;
  }

  @Override
  public VonMisesFisher of(Tensor statistics_BP) {
    return new VonMisesFisher(statistics_BP, concentration);
  }
}
