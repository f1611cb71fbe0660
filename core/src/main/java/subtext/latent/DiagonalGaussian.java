package subtext.latent;

import subtext.tensor.Noise;
import subtext.tensor.Tensor;

/**
 * Normal distributions with diagonal covariance, one a row.
 *
 * @param mu_BZ means
 * @param logVariance_BZ logarithms of the variances
 */
public record DiagonalGaussian(Tensor mu_BZ, Tensor logVariance_BZ) {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  /** z = mu + sigma * eps, the reparameterisation of Kingma and Welling (2014), section 2.4. */
  public Tensor sample(Noise noise, long salt, long[] examples) {
    int dimensions = Math.toIntExact(mu_BZ.size(1));
    Tensor eps_BZ = noise.normal(Noise.Stream.POSTERIOR, salt, examples, dimensions, mu_BZ);
    return mu_BZ.add(logVariance_BZ.mul(0.5).exp().mul(eps_BZ));
  }

  /** KL(q || N(0, I)) of each dimension [B, Z]: (mu^2 + sigma^2 - log sigma^2 - 1) / 2. */
  public Tensor klToStandardNormal_BZ() {
    return mu_BZ.square().add(logVariance_BZ.exp()).sub(logVariance_BZ).add(-1).mul(0.5);
  }

  /** log q(z|x) of {@code z_BZ}, row by row [B]. */
  public Tensor logDensity_B(Tensor z_BZ) {
    return z_BZ.sub(mu_BZ)
        .square()
        .mul(logVariance_BZ.neg().exp())
        .add(logVariance_BZ)
        .add(LOG_TWO_PI)
        .mul(-0.5)
        .sum(1);
  }

  /** E_q[log q(z|x)], the negative entropy [B]. */
  public Tensor expectedLogDensity_B() {
    return logVariance_BZ.add(LOG_TWO_PI + 1).mul(-0.5).sum(1);
  }

  /** log N(z; 0, I), row by row [B]. */
  public static Tensor logStandardNormal_B(Tensor z_BZ) {
    return z_BZ.square().add(LOG_TWO_PI).mul(-0.5).sum(1);
  }

  /** Each row {@code times} over, side by side. */
  public DiagonalGaussian repeat(int times) {
    return new DiagonalGaussian(
        mu_BZ.repeatInterleave(0, times), logVariance_BZ.repeatInterleave(0, times));
  }
}
