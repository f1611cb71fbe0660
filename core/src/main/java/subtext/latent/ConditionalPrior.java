package subtext.latent;

import org.jspecify.annotations.Nullable;
import subtext.nn.Linear;
import subtext.tensor.Noise;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/**
 * p(z|x): a diagonal normal distribution for each example, read from what it is conditioned on
 * (Sohn et al. 2015). B batch, F features, Z latent.
 */
public record ConditionalPrior(DiagonalGaussian p) implements Prior {
  /** Reads priors from features. */
  public record Family(Linear statistics, Parameters parameters) {
    /** One with fresh weights, named {@code prior}. */
    public static Family create(Parameters parameters, int features, int latent, double bound) {
      return new Family(
          Linear.create(parameters, "prior", features, 2 * latent, bound), parameters);
    }

    /** The priors of examples with the features {@code features_BF}. */
    public ConditionalPrior read(Tensor features_BF) {
      return new ConditionalPrior(
          DiagonalGaussian.of(statistics.forward(features_BF).to(parameters.type())));
    }
  }

  /** The priors of the rows {@code index} (int64 [N]), in that order. */
  public ConditionalPrior rows(Tensor index) {
    return new ConditionalPrior(
        new DiagonalGaussian(
            p.mu_BZ().indexSelect(0, index), p.logVariance_BZ().indexSelect(0, index)));
  }

  @Override
  public String name() {
    return "conditional";
  }

  @Override
  public Tensor logDensity_B(Tensor z_BZ) {
    return p.logDensity_B(z_BZ);
  }

  /** Rows {@code first} and following, a draw of each. */
  @Override
  public float[][] sample(Noise noise, long first, int count) {
    int latent = Math.toIntExact(p.mu_BZ().size(1));
    float[] mu = p.mu_BZ().toFloats();
    float[] logVariance = p.logVariance_BZ().toFloats();
    float[][] z = new float[count][latent];
    for (int n = 0; n < count; n++) {
      int row = Math.toIntExact(first + n) * latent;
      noise.normal(Noise.Stream.PRIOR, 0, first + n, z[n], 0, latent);
      for (int d = 0; d < latent; d++) {
        z[n][d] = (float) (mu[row + d] + Math.exp(logVariance[row + d] / 2) * z[n][d]);
      }
    }
    return z;
  }

  /** Of each dimension: (log p/q variances + (var_q + (mu_q - mu_p)^2) / var_p - 1) / 2. */
  @Override
  public @Nullable Tensor exact_BD(Posterior q) {
    if (!(q instanceof DiagonalGaussian(Tensor mu_BZ, Tensor logVariance_BZ))) {
      return null;
    }
    Tensor distance_BZ = mu_BZ.sub(p.mu_BZ()).square().add(logVariance_BZ.exp());
    return distance_BZ
        .mul(p.logVariance_BZ().neg().exp())
        .add(p.logVariance_BZ())
        .sub(logVariance_BZ)
        .add(-1)
        .mul(0.5);
  }
}
