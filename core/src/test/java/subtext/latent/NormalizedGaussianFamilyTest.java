package subtext.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import subtext.tensor.Autograd;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Init;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

class NormalizedGaussianFamilyTest {
  private static final double GAMMA = 0.6;
  private static final PosteriorConfig.BatchNorm CONFIG =
      new PosteriorConfig.BatchNorm(GAMMA, false);

  @Test
  void inABatchMeansSpreadByGammaAndTheKlHasItsFloor() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 3);
        Scope scope = Scope.open()) {
      Tensor features = parameters.create("features", new Init.Uniform(1), 50, 4);
      PosteriorFamily family = new NormalizedGaussianFamily(parameters, 4, 3, 0, CONFIG);
      DiagonalGaussian q = (DiagonalGaussian) family.read(features, true);
      assertThat(q.mu_BZ().mean(0).toDoubles()).containsExactly(new double[3], within(1e-12));
      assertThat(q.mu_BZ().square().mean(0).sqrt().toDoubles())
          .containsExactly(new double[] {GAMMA, GAMMA, GAMMA}, within(1e-3));
      assertThat(Arrays.stream(q.klToStandardNormal_BZ().mean(0).toDoubles()).min().orElseThrow())
          .isGreaterThanOrEqualTo(GAMMA * GAMMA / 2 - 1e-3);
    }
  }

  @Test
  void outsideTrainingASentenceDoesNotDependOnThoseBesideIt() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 3);
        Scope scope = Scope.open()) {
      Tensor features = parameters.create("features", new Init.Uniform(1), 50, 4);
      PosteriorFamily family = new NormalizedGaussianFamily(parameters, 4, 3, 0, CONFIG);
      Autograd.withoutResult(
          () -> {
            for (int step = 0; step < 200; step++) {
              family.read(features, true);
            }
          });
      Tensor all = family.read(features, false).location_BZ();
      Tensor one = family.read(features.narrow(0, 7, 1), false).location_BZ();
      assertThat(one.toDoubles()).containsExactly(all.narrow(0, 7, 1).toDoubles(), within(1e-12));
      Tensor batch = family.read(features, true).location_BZ();
      assertThat(all.toDoubles())
          .as("running averages have become those of the batch, its variance by N - 1")
          .containsExactly(batch.mul(Math.sqrt(49 / 50.0)).toDoubles(), within(1e-3));
    }
  }

  @Test
  void logVariancesAreNormalisedWhereItIsAsked() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 3);
        Scope scope = Scope.open()) {
      Tensor features = parameters.create("features", new Init.Uniform(1), 50, 4);
      PosteriorConfig.BatchNorm config = new PosteriorConfig.BatchNorm(1, true);
      PosteriorFamily family = new NormalizedGaussianFamily(parameters, 4, 3, 0, config);
      DiagonalGaussian q = (DiagonalGaussian) family.read(features, true);
      for (Tensor normalised : List.of(q.mu_BZ(), q.logVariance_BZ())) {
        assertThat(normalised.mean(0).toDoubles()).containsExactly(new double[3], within(1e-12));
        assertThat(normalised.square().mean(0).toDoubles())
            .containsExactly(new double[] {1, 1, 1}, within(1e-2));
      }
      evaluatesByItsOwnRunningAverages(family, features);
    }
  }

  private static void evaluatesByItsOwnRunningAverages(PosteriorFamily family, Tensor features) {
    Autograd.withoutResult(
        () -> {
          for (int step = 0; step < 200; step++) {
            family.read(features, true);
          }
        });
    DiagonalGaussian q = (DiagonalGaussian) family.read(features, false);
    for (Tensor normalised : List.of(q.mu_BZ(), q.logVariance_BZ())) {
      assertThat(normalised.mean(0).toDoubles()).containsExactly(new double[3], within(1e-6));
      assertThat(normalised.square().mean(0).toDoubles())
          .containsExactly(new double[] {0.98, 0.98, 0.98}, within(1e-2));
    }
  }
}
