package subtext.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import subtext.error.InputException;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

/** On the KL of two examples in two dimensions: (0.1, 2) and (0.5, 1). */
class FreeBitsTest {
  @Test
  void withoutFreeBitsTheMeanOfTheSumsCounts() {
    assertCounted(new FreeBits.None(), 1.8, 0.5, 0.5, 0.5, 0.5);
  }

  @Test
  void perDimensionEachExampleIsComparedByItself() {
    // (0.3 + 2 + 0.5 + 1) / 2; only 0.1 lies below.
    assertCounted(new FreeBits.PerDimension(0.3, false), 1.9, 0, 0.5, 0.5, 0.5);
  }

  @Test
  void perDimensionOfTheBatchTheMeansAreCompared() {
    // The means are 0.3 and 1.5: the first is below 0.4 and counts 0.4 without a gradient.
    assertCounted(new FreeBits.PerDimension(0.4, true), 1.9, 0, 0.5, 0, 0.5);
    assertCounted(new FreeBits.PerDimension(0.2, true), 1.8, 0.5, 0.5, 0.5, 0.5);
  }

  @Test
  void inTotalTheMeanOfTheSumsIsCompared() {
    assertCounted(new FreeBits.Total(2), 2, 0, 0, 0, 0);
    assertCounted(new FreeBits.Total(1.5), 1.8, 0.5, 0.5, 0.5, 0.5);
  }

  @ParameterizedTest
  @CsvSource({"-0.1", "NaN", "Infinity"})
  void nonsenseNatsAreRefused(double nats) {
    assertThatThrownBy(() -> new FreeBits.PerDimension(nats, false))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("nats");
    assertThatThrownBy(() -> new FreeBits.Total(nats)).isInstanceOf(InputException.class);
  }

  private static void assertCounted(FreeBits freeBits, double value, double... gradient) {
    try (Scope scope = Scope.open()) {
      Tensor kl_BZ = Tensor.of(new double[] {0.1, 2, 0.5, 1}, 2, 2).requiresGrad();
      Tensor counted = freeBits.counted(kl_BZ, WholeBatch.seen());
      counted.backward();
      assertThat(counted.item()).isCloseTo(value, within(1e-12));
      assertThat(Objects.requireNonNull(kl_BZ.gradient()).toDoubles())
          .containsExactly(gradient, within(1e-12));
    }
  }
}
