package subtext.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RocAreaTest {
  @Test
  void itIsTheShareOfPairsInTheRightOrder() {
    double[] scores = {0.1, 0.4, 0.35, 0.8};
    // As roc_auc_score of scikit-learn's documentation.
    assertThat(RocArea.of(scores, new boolean[] {false, false, true, true})).isEqualTo(0.75);
    assertThat(RocArea.of(scores, new boolean[] {true, false, false, false})).isZero();
    assertThat(RocArea.of(scores, new boolean[] {false, false, false, true})).isEqualTo(1);
  }

  @Test
  void equalScoresCountHalfAndOneClassAloneHasNone() {
    boolean[] positive = {true, false, true};
    assertThat(RocArea.of(new double[] {1, 1, 1}, positive)).isEqualTo(0.5);
    assertThat(RocArea.of(new double[] {1, 2, 3}, new boolean[3])).isNaN();
  }
}
