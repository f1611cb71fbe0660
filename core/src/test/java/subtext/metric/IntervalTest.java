package subtext.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import subtext.error.InputException;

class IntervalTest {

  @Test
  void standardErrorIsTheSampleDeviationOverTheRootOfTheCount() {
    // Variance ((-3)^2 + (-1)^2 + 1^2 + 3^2) / 3 = 20/3; its root over 2.
    Interval interval = Interval.of(new double[] {1, 3, 5, 7});
    assertThat(interval.mean()).isEqualTo(4);
    assertThat(interval.standardError()).isCloseTo(Math.sqrt(20.0 / 3) / 2, within(1e-12));
    assertThat(interval.high()).isCloseTo(4 + 1.959964 * 1.290994, within(1e-5));
    assertThat(interval).hasToString("4.000 ± 1.3");
  }

  @Test
  void oneObservationHasAMeanButNoStandardError() {
    Interval interval = Interval.of(new double[] {2});
    assertThat(interval.mean()).isEqualTo(2);
    assertThat(interval.standardError()).isNaN();
    assertThat(interval.low()).isNaN();
    assertThat(interval.high()).isNaN();
  }

  @Test
  void pairingRemovesWhatIsHardForBoth() {
    double[] a = {10, 101, 1000.5};
    double[] b = {9, 100, 999.5};
    Interval difference = Interval.pairedDifference(a, b);
    assertThat(difference.mean()).isEqualTo(1);
    assertThat(difference.standardError()).isZero();
    assertThat(difference.low()).isPositive();
  }

  @Test
  void nothingHasNoMean() {
    assertThatThrownBy(() -> Interval.of(new double[0]))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("at least 1");
  }
}
