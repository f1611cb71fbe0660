package subtext.latent;

import java.util.Arrays;
import subtext.tensor.Autograd;
import subtext.tensor.DType;
import subtext.tensor.Init;
import subtext.tensor.Noise;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

/**
 * A mixture of diagonal normal distributions that is trained with the model (Dilokthanakul et al.
 * 2016). K components, Z latent.
 */
record LearnedMixture(Tensor logits_K, Tensor means_KZ, Tensor logVariances_KZ) implements Prior {
  static LearnedMixture create(Parameters parameters, int latent, int components) {
    return new LearnedMixture(
        parameters.create("mixture.logits", Init.ZEROS, components),
        parameters.create("mixture.means", new Init.Uniform(1), components, latent),
        parameters.create("mixture.logVariances", Init.ZEROS, components, latent));
  }

  @Override
  public String name() {
    return "learned-mixture";
  }

  /** In float64. */
  @Override
  public Tensor logDensity_B(Tensor z_BZ) {
    DiagonalGaussian components = new DiagonalGaussian(means_KZ, logVariances_KZ);
    return new MixtureDensity(
            components.densities(),
            Math.toIntExact(logits_K.size(0)),
            logits_K.to(DType.F64).logSoftmax(0))
        .logDensity_B(z_BZ);
  }

  @Override
  public float[][] sample(Noise noise, long first, int count) {
    return now().sample(noise, first, count);
  }

  /** As it is at the moment. */
  private Mixture now() {
    return Autograd.without(
        () -> {
          try (Scope scope = Scope.open()) {
            return new Mixture(
                logits_K.to(DType.F64).logSoftmax(0).toDoubles(),
                rows(means_KZ.to(DType.F64)),
                rows(logVariances_KZ.to(DType.F64).exp()));
          }
        });
  }

  private static double[][] rows(Tensor values_KZ) {
    double[] values = values_KZ.toDoubles();
    int columns = Math.toIntExact(values_KZ.size(1));
    double[][] rows = new double[values.length / columns][];
    Arrays.setAll(rows, k -> Arrays.copyOfRange(values, k * columns, (k + 1) * columns));
    return rows;
  }
}
