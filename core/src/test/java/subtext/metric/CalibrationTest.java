package subtext.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import subtext.error.InputException;

class CalibrationTest {
  private static final double[] SURE = {0.95, 0.97, 0.55, 0.58, 1.0, 0.34};
  private static final boolean[] RIGHT = {true, false, true, true, true, false};

  /**
   * Bins of 1/15: 0.34 alone in (1/3, 0.4]; 0.55 and 0.58 in (8/15, 0.6]; the three others in
   * (14/15, 1]. |0 - 0.34| + |2 - 1.13| + |2 - 2.92| = 0.34 + 0.87 + 0.92 = 2.13, over 6.
   */
  @Test
  void theErrorIsTheGapOfEachBinAveragedOverAnswers() {
    Calibration found = Calibration.of(SURE, RIGHT);
    assertThat(found.error()).isCloseTo(2.13 / 6, within(1e-12));
    assertThat(found.bins()).hasSize(15).filteredOn(bin -> bin.count() > 0).hasSize(3);
    assertThat(found.bins().get(8))
        .isEqualTo(new Calibration.Bin(8 / 15.0, 9 / 15.0, 2, (0.55 + 0.58) / 2, 1));
  }

  @Test
  void theStandardErrorIsThatOfLeavingOutEachAnswer() {
    double[] without = new double[SURE.length];
    for (int left = 0; left < SURE.length; left++) {
      int gone = left;
      int[] rest = IntStream.range(0, 6).filter(i -> i != gone).toArray();
      boolean[] right = new boolean[rest.length];
      for (int i = 0; i < rest.length; i++) {
        right[i] = RIGHT[rest[i]];
      }
      double[] sure = Arrays.stream(rest).mapToDouble(i -> SURE[i]).toArray();
      without[left] = Calibration.of(sure, right).error();
    }
    Interval expected = Jackknife.of(2.13 / 6, without);
    Interval found = Calibration.error(SURE, RIGHT);
    assertThat(found.mean()).isCloseTo(expected.mean(), within(1e-12));
    assertThat(found.standardError()).isCloseTo(expected.standardError(), within(1e-12));
  }

  @Test
  void ofAMeanTheJackknifeIsTheUsualStandardError() {
    double[] values = {1, 2, 4, 9};
    double[] without = Arrays.stream(values).map(value -> (16 - value) / 3).toArray();
    Interval usual = Interval.of(values);
    assertThat(Jackknife.of(4, without).standardError())
        .isCloseTo(usual.standardError(), within(1e-12));
  }

  @Test
  void macroF1LeavesOutEachExampleForItsError() {
    int[] gold = {0, 0, 1, 1};
    int[] predicted = {0, 1, 1, 1};
    // All: 2/3 and 4/5. Without the first: 0 and 4/5; the second: 1 and 1; either other: 2/3, 2/3.
    double[] without = {0.4, 1, 2 / 3.0, 2 / 3.0};
    Interval found = MacroF1.interval(predicted, gold);
    assertThat(found.mean()).isCloseTo((2 / 3.0 + 0.8) / 2, within(1e-12));
    assertThat(found.standardError())
        .isCloseTo(Jackknife.of(0, without).standardError(), within(1e-12));
  }

  @Test
  void aTemperatureUndoesTheFactorOfScoresThatAreTooSure() {
    SplittableRandom random = new SplittableRandom(3);
    double[][] logits = new double[20_000][];
    int[] gold = new int[logits.length];
    for (int i = 0; i < gold.length; i++) {
      double score = 4 * random.nextDouble() - 2;
      gold[i] = random.nextDouble() < 1 / (1 + Math.exp(-score)) ? 1 : 0;
      logits[i] = new double[] {0, 3 * score};
    }
    assertThat(TemperatureScaling.fit(logits, gold)).isCloseTo(3, within(0.15));
  }

  /** Each right label counts 3/4, so that the sigmoid of 1/T is 3/4. */
  @Test
  void fewScoresWithoutAMistakeAreNotSureOfEverything() {
    double[][] logits = {{1, 0}, {0, 1}};
    assertThat(TemperatureScaling.fit(logits, new int[] {0, 1}))
        .isCloseTo(1 / Math.log(3), within(1e-9));
  }

  @Test
  void confusionCountsWhatWasTakenForWhat() {
    Confusion found = Confusion.of(new int[] {0, 1, 1}, new int[] {0, 0, 1}, 3);
    assertThat(found.counts()).isDeepEqualTo(new long[][] {{1, 1, 0}, {0, 1, 0}, {0, 0, 0}});
  }

  @Test
  void noAnswersAreRefused() {
    assertThatThrownBy(() -> Calibration.of(new double[0], new boolean[0]))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("got 0 and 0");
  }
}
