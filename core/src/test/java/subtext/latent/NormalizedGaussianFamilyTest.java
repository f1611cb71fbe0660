package subtext.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
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

  @Test
  void inABatchMeansSpreadByGammaAndTheKlHasItsFloor() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 3);
        Scope scope = Scope.open()) {
      Tensor features = parameters.create("features", new Init.Uniform(1), 50, 4);
      PosteriorFamily family = new NormalizedGaussianFamily(parameters, 4, 3, 0, GAMMA);
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
      PosteriorFamily family = new NormalizedGaussianFamily(parameters, 4, 3, 0, GAMMA);
      Autograd.withoutResult(
          () -> {
            for (int step = 0; step < 200; step++) {
              family.read(features, true);
            }
          });
      Tensor all = family.read(features, false).location_BZ();
      Tensor one = family.read(features.narrow(0, 7, 1), false).location_BZ();
      assertThat(one.toDoubles()).containsExactly(all.narrow(0, 7, 1).toDoubles(), within(1e-12));
      assertThat(all.toDoubles())
          .as("running averages have become those of the batch")
          .containsExactly(family.read(features, true).location_BZ().toDoubles(), within(1e-3));
    }
  }
}
