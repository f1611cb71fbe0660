package subtext.latent;

import org.jspecify.annotations.Nullable;
import subtext.config.Allowed;
import subtext.tensor.Noise;
import subtext.tensor.Tensor;

/**
 * The Laplace approximation of a symmetric Dirichlet(alpha) distribution of K shares in the softmax
 * basis (MacKay 1998; Hennig et al. 2012; Srivastava and Sutton 2017, section 3.2): softmax(z) with
 * z ~ N(0, v I). For alpha_k in general mu_k = log alpha_k - 1/K sum_i log alpha_i and v_k =
 * 1/alpha_k (1 - 2/K) + 1/K^2 sum_i 1/alpha_i, which for equal alphas are 0 and (1 - 1/K) / alpha.
 *
 * @param dimensions K
 * @param variance v
 */
record DirichletLaplace(int dimensions, double variance) implements Prior {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  /** That of {@code topics} shares, two or more. */
  static DirichletLaplace of(int topics, double alpha) {
    Allowed.demand(topics >= 2, "latent", topics, "2 or more with a Dirichlet prior");
    return new DirichletLaplace(topics, (1 - 1.0 / topics) / alpha);
  }

  @Override
  public String name() {
    return "dirichlet";
  }

  @Override
  public Tensor logDensity_B(Tensor z_BZ) {
    return z_BZ.square().mul(1 / variance).add(LOG_TWO_PI + Math.log(variance)).mul(-0.5).sum(1);
  }

  @Override
  public float[][] sample(Noise noise, long first, int count) {
    float[][] z = new StandardNormal(dimensions).sample(noise, first, count);
    float deviation = (float) Math.sqrt(variance);
    for (float[] row : z) {
      for (int d = 0; d < dimensions; d++) {
        row[d] *= deviation;
      }
    }
    return z;
  }

  /** Of each dimension: ((mu^2 + sigma^2) / v - log(sigma^2 / v) - 1) / 2. */
  @Override
  public @Nullable Tensor exact_BD(Posterior q) {
    if (!(q instanceof DiagonalGaussian gaussian)) {
      return null;
    }
    Tensor squares_BZ = gaussian.mu_BZ().square().add(gaussian.logVariance_BZ().exp());
    return squares_BZ
        .mul(1 / variance)
        .sub(gaussian.logVariance_BZ())
        .add(Math.log(variance) - 1)
        .mul(0.5);
  }
}
