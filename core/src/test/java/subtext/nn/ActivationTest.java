package subtext.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

class ActivationTest {
  private static final double[] VALUES = {-30, -1, 0, 0.5, 30};

  @Test
  void eachIsItsFormula() {
    check(Activation.SOFTPLUS, x -> Math.log1p(Math.exp(x)));
    check(Activation.RELU, x -> Math.max(0, x));
    check(Activation.TANH, Math::tanh);
  }

  private static void check(Activation activation, DoubleUnaryOperator formula) {
    try (Scope scope = Scope.open()) {
      assertThat(activation.of(Tensor.of(VALUES, 5)).toDoubles())
          .containsExactly(Arrays.stream(VALUES).map(formula).toArray(), within(1e-12));
    }
  }
}
