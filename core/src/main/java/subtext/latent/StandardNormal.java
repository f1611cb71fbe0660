package subtext.latent;

import org.jspecify.annotations.Nullable;
import subtext.tensor.Noise;
import subtext.tensor.Tensor;

/** N(0, I). */
public record StandardNormal(int dimensions) implements Prior {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  @Override
  public String name() {
    return "normal";
  }

  @Override
  public Tensor logDensity_B(Tensor z_BZ) {
    return z_BZ.square().add(LOG_TWO_PI).mul(-0.5).sum(1);
  }

  @Override
  public float[][] sample(Noise noise, long first, int count) {
    float[][] z = new float[count][dimensions];
    for (int n = 0; n < count; n++) {
      noise.normal(Noise.Stream.PRIOR, 0, first + n, z[n], 0, dimensions);
    }
    return z;
  }

  /** Of each dimension: (mu^2 + sigma^2 - log sigma^2 - 1) / 2 (Kingma and Welling 2014). */
  @Override
  public @Nullable Tensor exact_BD(Posterior q) {
    return q instanceof DiagonalGaussian gaussian ? gaussian.klToStandardNormal_BZ() : null;
  }
}
