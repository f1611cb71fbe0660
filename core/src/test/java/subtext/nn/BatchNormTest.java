package subtext.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

class BatchNormTest {
  private static Tensor rows(Parameters parameters, int rows, float... values) {
    return Tensor.of(values, rows, values.length / rows).to(parameters.type());
  }

  @Test
  void runningAveragesFollowTheMeanAndTheUnbiasedVariance() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 1);
        Scope scope = Scope.open()) {
      BatchNorm norm = BatchNorm.create(parameters, "norm", 2, 1);
      norm.forward(rows(parameters, 3, 1, 0, 2, 0, 6, 0), true);
      // Means 3 and 0, variances (4 + 1 + 9) / 2 = 7 and 0; a tenth of them, and nine tenths of 1.
      assertThat(norm.runningMean_D().toDoubles())
          .containsExactly(new double[] {0.3, 0}, within(1e-9));
      assertThat(norm.runningVariance_D().toDoubles())
          .containsExactly(new double[] {1.6, 0.9}, within(1e-9));
    }
  }

  @Test
  void aBatchOfOneRowLeavesThemAsTheyAre() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 1);
        Scope scope = Scope.open()) {
      BatchNorm norm = BatchNorm.create(parameters, "norm", 2, 1);
      assertThat(norm.forward(rows(parameters, 1, 5, -7), true).toDoubles()).containsOnly(0);
      assertThat(norm.runningMean_D().toDoubles()).containsOnly(0);
      assertThat(norm.runningVariance_D().toDoubles()).containsOnly(1);
    }
  }
}
