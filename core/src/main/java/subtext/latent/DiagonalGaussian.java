package subtext.latent;

import subtext.tensor.DType;
import subtext.tensor.Noise;
import subtext.tensor.Tensor;

/**
 * Normal distributions with diagonal covariance, one a row.
 *
 * @param mu_BZ means
 * @param logVariance_BZ logarithms of the variances
 */
public record DiagonalGaussian(Tensor mu_BZ, Tensor logVariance_BZ) implements Posterior {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  /** The distributions that have the {@link #statistics_BP} given. */
  static DiagonalGaussian of(Tensor statistics_BP) {
    long latent = statistics_BP.size(1) / 2;
    return new DiagonalGaussian(
        statistics_BP.narrow(1, 0, latent), statistics_BP.narrow(1, latent, latent));
  }

  @Override
  public Tensor location_BZ() {
    return mu_BZ;
  }

  /** Means, then log variances: P = 2 Z. */
  @Override
  public Tensor statistics_BP() {
    return Tensor.cat(1, mu_BZ, logVariance_BZ);
  }

  @Override
  public Draw draw(Noise noise, long salt, long[] examples) {
    Tensor z_BZ = sample(noise, salt, examples);
    return new Draw(z_BZ, () -> logDensity_B(z_BZ));
  }

  /**
   * A log density is linear in (z^2, z), so that all of them are one matrix product: {@code log
   * N(z; m, v) = z^2 . (-1 / 2v) + z . (m / v) + c} with {@code c = -1/2 sum (m^2 / v + log v + log
   * 2 pi)}. Its terms cancel where v is small, hence float64.
   */
  @Override
  public Densities densities() {
    Tensor mu_KZ = mu_BZ.to(DType.F64);
    Tensor log_KZ = logVariance_BZ.to(DType.F64);
    Tensor precision_KZ = log_KZ.neg().exp();
    Tensor slopes_KF = Tensor.cat(1, precision_KZ.mul(-0.5), mu_KZ.mul(precision_KZ));
    Tensor offsets_K =
        mu_KZ.square().mul(precision_KZ).add(log_KZ).add(LOG_TWO_PI).mul(-0.5).sum(1);
    return z_NZ -> {
      Tensor z = z_NZ.to(DType.F64);
      return Tensor.cat(1, z.square(), z).linear(slopes_KF, offsets_K);
    };
  }

  @Override
  public Tensor expectedLogDensity_B() {
    return logVariance_BZ.add(LOG_TWO_PI + 1).mul(-0.5).sum(1);
  }

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
}
