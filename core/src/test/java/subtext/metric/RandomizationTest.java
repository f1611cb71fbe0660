package subtext.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import subtext.error.InputException;

class RandomizationTest {
  private static final int ROUNDS = 200_000;

  /** Of the 2^5 sign patterns of the differences 1, 1, 1, 1, 1, two are as far from 0. */
  @Test
  void thePValueIsThatOfAllSigns() {
    double[] a = {1, 2, 3, 4, 5};
    double[] b = {0, 1, 2, 3, 4};
    assertThat(Randomization.test(a, b, ROUNDS, 1)).isCloseTo(2 / 32.0, within(0.003));
    assertThat(Randomization.test(b, a, ROUNDS, 2)).isCloseTo(2 / 32.0, within(0.003));
  }

  @Test
  void unequalDifferencesAreWeighed() {
    double[] a = {1, 0, 3};
    double[] b = {0, 2, 0};
    // The sum is 1 - 2 + 3 = 2. Of the eight patterns two each give 0, 2, 4 and 6: six are at least
    // as far.
    assertThat(Randomization.test(a, b, ROUNDS, 1)).isCloseTo(6 / 8.0, within(0.005));
  }

  @Test
  void whatDoesNotDifferHasAPValueOfOne() {
    double[] same = {0.3, 0.7, 0.1};
    assertThat(Randomization.test(same, same, 100, 1)).isEqualTo(1);
  }

  @Test
  void theSameSeedGivesTheSame() {
    double[] a = {0.3, 0.7, 0.1, 0.9};
    double[] b = {0.2, 0.9, 0.1, 0.4};
    assertThat(Randomization.test(a, b, 1000, 7)).isEqualTo(Randomization.test(a, b, 1000, 7));
  }

  @Test
  void unlikeExamplesAreRefused() {
    assertThatThrownBy(() -> Randomization.test(new double[2], new double[3], 10, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("got 2 and 3");
  }
}
