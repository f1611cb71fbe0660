package subtext.latent;

import org.jspecify.annotations.Nullable;
import subtext.tensor.Noise;
import subtext.tensor.Tensor;

/** The uniform distribution on the unit sphere, with a density over its surface. */
public record UniformOnSphere(int dimensions) implements Prior {
  @Override
  public String name() {
    return "uniform";
  }

  @Override
  public Tensor logDensity_B(Tensor z_BZ) {
    return Tensor.full(-Sphere.logSurface(dimensions), z_BZ.dtype(), z_BZ.device(), z_BZ.size(0));
  }

  @Override
  public float[][] sample(Noise noise, long first, int count) {
    float[][] z = new StandardNormal(dimensions).sample(noise, first, count);
    for (float[] row : z) {
      double squares = 0;
      for (float each : row) {
        squares += (double) each * each;
      }
      for (int d = 0; d < row.length; d++) {
        row[d] /= (float) Math.sqrt(squares);
      }
    }
    return z;
  }

  /** The same for every sentence: a von Mises-Fisher distribution's concentration is given. */
  @Override
  public @Nullable Tensor exact_BD(Posterior q) {
    return q instanceof VonMisesFisher sphere ? sphere.klToUniform_B().unsqueeze(1) : null;
  }
}
