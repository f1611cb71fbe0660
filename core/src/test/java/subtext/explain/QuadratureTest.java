package subtext.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuadratureTest {
  private static double integral(Quadrature quadrature, int power) {
    double sum = 0;
    for (int i = 0; i < quadrature.nodes().length; i++) {
      sum += quadrature.weights()[i] * Math.pow(quadrature.nodes()[i], power);
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 16, 64, 256})
  void polynomialsOfDegreeBelowTwiceTheNodesAreExact(int count) {
    Quadrature quadrature = Quadrature.of(count);
    assertThat(quadrature.nodes()).isSorted();
    assertThat(Arrays.stream(quadrature.weights()).sum()).isCloseTo(1, within(1e-12));
    for (int power = 0; power < Math.min(2 * count, 40); power++) {
      assertThat(integral(quadrature, power)).isCloseTo(1.0 / (power + 1), within(1e-12));
    }
  }

  @Test
  void theNextDegreeIsNot() {
    assertThat(integral(Quadrature.of(3), 6)).isNotCloseTo(1.0 / 7, within(1e-5));
  }
}
