package subtext.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

class MixtureDensityTest {
  private static final Mixture MIXTURE =
      new Mixture(
          new double[] {Math.log(0.25), Math.log(0.75)},
          new double[][] {{-1, 2}, {30, 0.5}},
          new double[][] {{0.5, 2}, {1e-4, 1}});

  @Test
  void agreesWithTheMixtureItIsMadeFrom() {
    float[] z = {-1, 2, 30, 0.5f, 30.01f, 0, 5, -5};
    try (Scope scope = Scope.open()) {
      double[] nats = new FittedPrior(MIXTURE).logDensity_B(Tensor.of(z, 4, 2)).toDoubles();
      for (int n = 0; n < nats.length; n++) {
        double expected = MIXTURE.logDensity(new float[] {z[2 * n], z[2 * n + 1]});
        assertThat(nats[n]).isCloseTo(expected, within(1e-8 * Math.abs(expected)));
      }
    }
  }

  @Test
  void anAggregateOfEqualPosteriorsIsOneOfThem() {
    try (Scope scope = Scope.open()) {
      Tensor z_BZ = Tensor.of(new float[] {0, 0, 3, 1}, 2, 2);
      DiagonalGaussian one =
          new DiagonalGaussian(
              Tensor.of(new float[] {1, 2}, 1, 2), Tensor.of(new float[] {0, -1}, 1, 2));
      DiagonalGaussian three =
          new DiagonalGaussian(
              Tensor.of(new float[] {1, 2, 1, 2, 1, 2}, 3, 2),
              Tensor.of(new float[] {0, -1, 0, -1, 0, -1}, 3, 2));
      assertThat(MixtureDensity.even(three.densities(), 3, z_BZ).logDensity_B(z_BZ).toDoubles())
          .containsExactly(one.logDensity_B(z_BZ).toDoubles(), within(1e-5));
    }
  }
}
