package subtext.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpearmanTest {
  @Test
  void equalValuesShareTheMeanOfTheirRanks() {
    assertThat(Spearman.ranks(new double[] {7, 1, 7, 3, 7})).containsExactly(4, 1, 4, 2, 4);
  }

  @Test
  void withTiesItIsPearsonsOfTheSharedRanks() {
    // Ranks 1, 2.5, 2.5, 4 and 1, 3, 2, 4: products of deviations 2.25 + 0 + 0 + 2.25 = 4.5,
    // squares
    // 4.5 and 5.
    assertThat(Spearman.of(new double[] {1, 2, 2, 3}, new double[] {10, 30, 20, 40}))
        .isCloseTo(4.5 / Math.sqrt(4.5 * 5), within(1e-12));
  }

  /** Expected: scipy.stats.spearmanr of SciPy 1.17.1. */
  @Test
  void agreesWithSciPyWhereThereAreTies() {
    double[] scores = {2.5, 3.6, 5, 4.2, 1.5, 1.5, 5, 0.8, 5};
    double[] cosines = {0.31, 0.5, 0.8, 0.5, 0.2, 0.4, 0.9, 0.2, 0.7};
    assertThat(Spearman.of(scores, cosines)).isCloseTo(0.939992081999923, within(1e-12));
  }

  @Test
  void whereAllAreEqualThereIsNoOrder() {
    assertThat(Spearman.of(new double[] {1, 1, 1}, new double[] {1, 2, 3})).isNaN();
  }

  @Test
  void onlyTheOrderCounts() {
    double[] values = {0.1, 0.2, 5, 6};
    assertThat(Spearman.of(values, new double[] {1, 8, 27, 64})).isCloseTo(1, within(1e-12));
    assertThat(Spearman.of(values, new double[] {4, 3, 2, 1})).isCloseTo(-1, within(1e-12));
  }

  @Test
  void sidesOfOtherLengthsAreRefused() {
    assertThatThrownBy(() -> Spearman.of(new double[2], new double[3]))
        .hasMessage("2 values beside 3");
  }
}
