package subtext.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.tensor.Autograd;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Init;
import subtext.tensor.Noise;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

class FlowTest {
  private static final int LATENT = 3;
  private static final double EPS = 1e-5;

  private static Tensor moved(AutoregressiveStep step, double[] z, Tensor context) {
    return step.carry(
            new AutoregressiveStep.Carried(
                Tensor.of(z, 1, LATENT), Tensor.zeros(DType.F64, Device.CPU, 1)),
            context)
        .z_BZ();
  }

  private static void withStep(boolean reversed, BiConsumer<AutoregressiveStep, Tensor> test) {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 3);
        Scope scope = Scope.open()) {
      AutoregressiveStep step =
          AutoregressiveStep.create(parameters, "step", LATENT, 8, 2, 1, reversed);
      Autograd.withoutResult(
          () -> step.output().weight_OI().mul_(100)); // far from the identity that it starts as
      test.accept(step, Tensor.of(new double[] {0.3, -0.7}, 1, 2));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theLogDeterminantIsThatOfCentralDifferences(boolean reversed) {
    withStep(
        reversed,
        (step, context) -> {
          double[] z = {0.2, -1.1, 0.8};
          double[][] jacobian = new double[LATENT][];
          for (int d = 0; d < LATENT; d++) {
            double[] above = z.clone();
            double[] below = z.clone();
            above[d] += EPS;
            below[d] -= EPS;
            jacobian[d] =
                moved(step, above, context)
                    .sub(moved(step, below, context))
                    .mul(1 / (2 * EPS))
                    .toDoubles();
          }
          double determinant =
              jacobian[0][0] * (jacobian[1][1] * jacobian[2][2] - jacobian[1][2] * jacobian[2][1])
                  - jacobian[0][1]
                      * (jacobian[1][0] * jacobian[2][2] - jacobian[1][2] * jacobian[2][0])
                  + jacobian[0][2]
                      * (jacobian[1][0] * jacobian[2][1] - jacobian[1][1] * jacobian[2][0]);
          AutoregressiveStep.Carried carried =
              step.carry(
                  new AutoregressiveStep.Carried(
                      Tensor.of(z, 1, LATENT), Tensor.zeros(DType.F64, Device.CPU, 1)),
                  context);
          assertThat(carried.logDeterminant_B().item())
              .isCloseTo(Math.log(Math.abs(determinant)), within(1e-7));
          assertThat(jacobian[reversed ? 0 : 2][reversed ? 2 : 0])
              .as("sees none after it")
              .isZero();
          assertThat(jacobian[reversed ? 2 : 0][reversed ? 0 : 2]).as("sees the first").isNotZero();
        });
  }

  @Test
  void withoutStepsAFlowIsItsStart() {
    try (Scope scope = Scope.open()) {
      DiagonalGaussian start =
          new DiagonalGaussian(
              Tensor.of(new double[] {1, 2}, 1, 2), Tensor.of(new double[] {0, -1}, 1, 2));
      Flow flow = new Flow(start, Tensor.of(new double[] {1}, 1, 1), List.of());
      Noise noise = new Noise(1, 0);
      Draw drawn = flow.draw(noise, 0, new long[] {4});
      Draw expected = start.draw(noise, 0, new long[] {4});
      assertThat(drawn.z_BZ().toDoubles()).isEqualTo(expected.z_BZ().toDoubles());
      assertThat(drawn.logDensity_B().item()).isEqualTo(expected.logDensity_B().item());
      assertThat(flow.location_BZ().toDoubles()).containsExactly(1, 2);
      assertThat(flow.densities()).isNull();
    }
  }

  @Test
  void atFirstNearlyAllPasses() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 3);
        Scope scope = Scope.open()) {
      Tensor features = parameters.create("features", new Init.Uniform(1), 2, 4);
      Flow flow = new FlowFamily(parameters, 4, LATENT, 0, 2, 8).read(features, true);
      Tensor before = flow.start().mu_BZ();
      assertThat(flow.location_BZ().sub(before).square().sum().sqrt().item())
          .isLessThan(0.35 * before.square().sum().sqrt().item() + 0.05);
    }
  }
}
