package subtext.latent;

import subtext.error.InputException;
import subtext.tensor.Noise;
import subtext.tensor.Tensor;

/**
 * All mass at one point: what a plain autoencoder reads of a sentence. It has no density, and so no
 * divergence and no bound on the likelihood.
 */
public record Point(Tensor location_BZ) implements Posterior {
  /** The points. */
  @Override
  public Tensor statistics_BP() {
    return location_BZ;
  }

  @Override
  public Draw draw(Noise noise, long salt, long[] examples) {
    return new Draw(
        location_BZ,
        () -> {
          throw new InputException(
              "posterior: delta has no density, so that there is no bound on the likelihood; an"
                  + " autoencoder is measured by its reconstruction");
        });
  }
}
