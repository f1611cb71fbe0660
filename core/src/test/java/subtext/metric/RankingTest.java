package subtext.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import subtext.error.InputException;

/** Mean average precision, mean reciprocal rank and precision at 1. */
class RankingTest {
  private static Ranking ranking(double[] scores, int... right) {
    boolean[] is = new boolean[scores.length];
    Arrays.stream(right).forEach(i -> is[i] = true);
    return Ranking.of(scores, is);
  }

  /**
   * Right at places 1, 3 and 6 of the first question; 2 and 5 of the second: a textbook example.
   */
  @Test
  void figuresWithoutTiesAreThoseOfTheTextbook() {
    Ranking first = ranking(new double[] {0.9, 0.8, 0.7, 0.6, 0.5, 0.4}, 0, 2, 5);
    Ranking second = ranking(new double[] {9, 8, 7, 6, 5}, 1, 4);
    assertThat(MeanAveragePrecision.of(first))
        .isCloseTo((1 + 2 / 3.0 + 3 / 6.0) / 3, within(1e-12));
    assertThat(MeanAveragePrecision.of(second)).isCloseTo((1 / 2.0 + 2 / 5.0) / 2, within(1e-12));
    List<Ranking> both = List.of(first, second);
    assertThat(MeanAveragePrecision.of(both).mean())
        .isCloseTo((13 / 18.0 + 9 / 20.0) / 2, within(1e-12));
    assertThat(MeanReciprocalRank.of(both).mean()).isCloseTo(0.75, within(1e-12));
    assertThat(PrecisionAt1.of(both).mean()).isCloseTo(0.5, within(1e-12));
    assertThat(PrecisionAt1.of(both).standardError()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void theOrderOfTheCandidatesSaysNothing() {
    Ranking one = ranking(new double[] {1, 3, 2}, 2);
    Ranking other = ranking(new double[] {2, 1, 3}, 0);
    assertThat(MeanAveragePrecision.of(one)).isEqualTo(MeanAveragePrecision.of(other));
    assertThat(MeanReciprocalRank.of(one)).isEqualTo(0.5);
  }

  /** Every order of equal candidates, one after the other, averaged. */
  @Test
  void tiesCountAsTheMeanOfAllTheirOrders() {
    double[] scores = {5, 2, 2, 2, 2, 1, 1};
    boolean[] right = {false, true, false, true, false, true, false};
    Ranking tied = Ranking.of(scores, right);
    List<Ranking> orders = new ArrayList<>();
    permute(
        new int[] {1, 2, 3, 4},
        0,
        middle -> {
          for (double last : new double[] {1.1, 0.9}) {
            double[] each = scores.clone();
            each[5] = last;
            for (int place = 0; place < 4; place++) {
              each[middle[place]] = 2 - 0.1 * place;
            }
            orders.add(Ranking.of(each, right));
          }
        });
    assertThat(orders).hasSize(48);
    same(MeanAveragePrecision::of, tied, orders);
    same(MeanReciprocalRank::of, tied, orders);
    same(PrecisionAt1::of, tied, orders);
    same(
        PrecisionAt1::of,
        ranking(new double[] {1, 1, 1}, 0, 1),
        List.of(
            ranking(new double[] {3, 2, 1}, 0, 1),
            ranking(new double[] {2, 3, 1}, 0, 1),
            ranking(new double[] {2, 1, 3}, 0, 1)));
  }

  private static void same(ToDoubleFunction<Ranking> metric, Ranking tied, List<Ranking> orders) {
    assertThat(metric.applyAsDouble(tied))
        .isCloseTo(orders.stream().mapToDouble(metric).average().orElseThrow(), within(1e-12));
  }

  private static void permute(int[] places, int from, Consumer<int[]> use) {
    if (from == places.length) {
      use.accept(places);
      return;
    }
    for (int i = from; i < places.length; i++) {
      int[] next = places.clone();
      next[from] = places[i];
      next[i] = places[from];
      permute(next, from + 1, use);
    }
  }

  @Test
  void aQuestionWithoutARightCandidateIsRefused() {
    assertThatThrownBy(() -> ranking(new double[] {1, 2}))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("none of the 2 candidates");
    assertThatThrownBy(() -> Ranking.of(new double[] {1}, new boolean[] {true, false}))
        .isInstanceOf(InputException.class);
  }
}
