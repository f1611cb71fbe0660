package subtext.latent;

import java.util.Arrays;
import subtext.tensor.Noise;
import subtext.tensor.Tensor;

/** A {@link Mixture} that was fitted after training, as a prior. */
public record FittedPrior(Mixture mixture) implements Prior {
  @Override
  public String name() {
    return "mixture";
  }

  /** In float64. */
  @Override
  public Tensor logDensity_B(Tensor z_BZ) {
    double[] logWeights = mixture.logWeights();
    double[][] logVariances =
        Arrays.stream(mixture.variances())
            .map(row -> Arrays.stream(row).map(Math::log).toArray())
            .toArray(double[][]::new);
    DiagonalGaussian components =
        new DiagonalGaussian(tensor(mixture.means(), z_BZ), tensor(logVariances, z_BZ));
    return new MixtureDensity(
            components.densities(),
            logWeights.length,
            Tensor.of(logWeights, logWeights.length).to(z_BZ.device()))
        .logDensity_B(z_BZ);
  }

  private static Tensor tensor(double[][] rows, Tensor like) {
    double[] values = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    return Tensor.of(values, rows.length, rows[0].length).to(like.device());
  }

  @Override
  public float[][] sample(Noise noise, long first, int count) {
    return mixture.sample(noise, first, count);
  }
}
