package subtext.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

class AdditiveAttentionTest {
  private static Tensor sequence(long... shape) {
    double[] values = new double[(int) (shape[0] * shape[1] * (shape.length > 2 ? shape[2] : 1))];
    Arrays.setAll(values, i -> Math.sin(i + 1));
    return Tensor.of(values, shape);
  }

  @Test
  void weightsAreASoftmaxOverTheTokensAndTheEnd() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 1);
        Scope scope = Scope.open()) {
      AdditiveAttention attention = AdditiveAttention.create(parameters, 2, 3, 4, 0.8);
      Observed x = SmallBatch.observed();
      Tensor states_BTM = sequence(x.batch(), x.time(), 3);
      double[] weights = attention.weights_BT(sequence(x.batch(), 2), states_BTM, x).toDoubles();
      int time = (int) x.time();
      for (int b = 0; b < x.batch(); b++) {
        double sum = 0;
        for (int t = 0; t < time; t++) {
          double weight = weights[b * time + t];
          sum += weight;
          assertThat(weight > 1e-9).as("row %d, place %d", b, t).isEqualTo(t < x.counts()[b]);
        }
        assertThat(sum).isCloseTo(1, within(1e-9));
      }
    }
  }

  @Test
  void whatIsFoundIsTheMeanOfTheStatesByTheirWeights() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 1);
        Scope scope = Scope.open()) {
      AdditiveAttention attention = AdditiveAttention.create(parameters, 2, 3, 4, 0.8);
      Observed x = SmallBatch.observed();
      Tensor states_BTM = sequence(x.batch(), x.time(), 3);
      Tensor sought_BC = sequence(x.batch(), 2);
      double[] weights = attention.weights_BT(sought_BC, states_BTM, x).toDoubles();
      double[] states = states_BTM.toDoubles();
      double expected = 0;
      for (int t = 0; t < x.time(); t++) {
        expected += weights[t] * states[3 * t + 1];
      }
      assertThat(attention.find_BM(sought_BC, states_BTM, x).toDoubles()[1])
          .isCloseTo(expected, within(1e-9));
    }
  }
}
