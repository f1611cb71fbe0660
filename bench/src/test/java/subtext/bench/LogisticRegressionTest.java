package subtext.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import subtext.bench.LogisticRegression.Examples;

class LogisticRegressionTest {
  /** Points around a corner of a triangle for each label. */
  private static Examples corners(int count, double noise, long seed) {
    Random random = new Random(seed);
    List<SparseVector> vectors = new ArrayList<>();
    int[] labels = new int[count];
    for (int n = 0; n < count; n++) {
      labels[n] = n % 3;
      float[] point = {
        (float) (Math.cos(2 * Math.PI * labels[n] / 3) + noise * random.nextGaussian()),
        (float) (Math.sin(2 * Math.PI * labels[n] / 3) + noise * random.nextGaussian())
      };
      vectors.add(SparseVector.of(point));
    }
    return new Examples(vectors, labels);
  }

  private static long right(LogisticRegression fitted, Examples examples) {
    double[][] scores = fitted.scores(examples.vectors());
    return IntStream.range(0, scores.length)
        .filter(
            n ->
                IntStream.range(0, 3)
                    .allMatch(label -> scores[n][label] <= scores[n][examples.labels()[n]]))
        .count();
  }

  @Test
  void labelsThatLieApartAreAllFound() {
    LogisticRegression fitted = LogisticRegression.fit(corners(60, 0.1, 1), 3, 10);
    assertThat(right(fitted, corners(300, 0.1, 2))).isEqualTo(300);
  }

  @Test
  void withoutAFeatureProbabilitiesAreTheSharesOfTheLabels() {
    List<SparseVector> nothing =
        IntStream.range(0, 40).mapToObj(n -> new SparseVector(new TreeMap<>())).toList();
    int[] labels = IntStream.range(0, 40).map(n -> n < 30 ? 0 : 1).toArray();
    double[] scores =
        LogisticRegression.fit(new Examples(nothing, labels), 2, 1000)
            .scores(nothing.subList(0, 1))[0];
    assertThat(Math.exp(scores[0])).isCloseTo(0.75, within(1e-3));
    assertThat(Math.exp(scores[1])).isCloseTo(0.25, within(1e-3));
  }

  @Test
  void aLabelThatTrainingDoesNotHaveIsNeverTheAnswer() {
    List<SparseVector> vectors =
        List.of(SparseVector.normalized(Map.of(0, 2.0)), SparseVector.normalized(Map.of(1, 2.0)));
    double[] scores =
        LogisticRegression.fit(new Examples(vectors, new int[] {0, 2}), 3, 1).scores(vectors)[0];
    assertThat(scores[1]).isLessThan(scores[2]).isLessThan(scores[0]);
  }

  @Test
  void noOtherPenaltyAnswersBetterThanTheChosenOne() {
    Examples train = corners(30, 1, 1);
    Examples valid = corners(60, 1, 2);
    double chosen = LogisticRegression.choose(train, valid, 3).nats(valid);
    for (double cost : new double[] {0.01, 0.1, 1, 10, 100, 1000}) {
      assertThat(chosen).isLessThanOrEqualTo(LogisticRegression.fit(train, 3, cost).nats(valid));
    }
  }
}
