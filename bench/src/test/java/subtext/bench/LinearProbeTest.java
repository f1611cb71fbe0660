package subtext.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinearProbeTest {
  private static final float[][] TWO_PLACES = {{-1}, {-1}, {-1}, {-1}, {3}, {3}, {3}, {3}};
  private static final int[] MIXED = {0, 0, 0, 1, 0, 1, 1, 1};

  @Test
  void separableExamplesAreAllRight() {
    Random random = new Random(1);
    int[] labels = random.ints(300, 0, 3).toArray();
    float[][] features =
        IntStream.of(labels)
            .mapToObj(
                label ->
                    new float[] {
                      (float) (label == 0 ? 5 : 0) + random.nextFloat(),
                      (float) (label == 1 ? -7 : 0) + random.nextFloat(),
                      random.nextFloat()
                    })
            .toArray(float[][]::new);
    assertThat(LinearProbe.fit(features, labels, 3, 1e-4).labels_N(features)).isEqualTo(labels);
  }

  /** Two places have as many probabilities as a line has parameters: the likelihood's maximum. */
  @Test
  void withHardlyAPenaltyProbabilitiesAreFrequencies() {
    double[][] found =
        LinearProbe.fit(TWO_PLACES, MIXED, 2, 1e-7).probabilities_NL(new float[][] {{-1}, {3}});
    assertThat(found[0][0]).isCloseTo(0.75, within(1e-3));
    assertThat(found[1][0]).isCloseTo(0.25, within(1e-3));
  }

  /**
   * By symmetry the weights are -w and w, and there is no constant: standardised, the places are -1
   * and 1, and the derivative is zero where sigmoid(2w) = 3/4 - penalty w, here solved by halving.
   */
  @Test
  void thePenaltyPullsTheWeightsWhereTheDerivativeIsZero() {
    double penalty = 0.1;
    double low = 0;
    double high = 1;
    for (int i = 0; i < 60; i++) {
      double w = (low + high) / 2;
      boolean above = 1 / (1 + Math.exp(-2 * w)) > 0.75 - penalty * w;
      low = above ? low : w;
      high = above ? w : high;
    }
    double expected = 1 / (1 + Math.exp(-2 * low));
    double[][] found =
        LinearProbe.fit(TWO_PLACES, MIXED, 2, penalty).probabilities_NL(new float[][] {{-1}, {3}});
    assertThat(found[0][0]).isCloseTo(expected, within(1e-4));
    assertThat(found[1][1]).isCloseTo(expected, within(1e-4));
  }

  @Test
  void underAHeavyPenaltyEveryExampleGetsTheSharesOfTheLabels() {
    int[] labels = {0, 0, 0, 0, 0, 0, 1, 1};
    double[][] found =
        LinearProbe.fit(TWO_PLACES, labels, 2, 30).probabilities_NL(new float[][] {{-1}, {3}});
    assertThat(found[0][0]).isCloseTo(0.75, within(0.01));
    assertThat(found[1][0]).isCloseTo(0.75, within(0.01));
  }

  @Test
  void scaleAndPlaceOfAFeatureDoNotMatterNorDoesAConstantOne() {
    float[][] moved = new float[TWO_PLACES.length][];
    for (int n = 0; n < moved.length; n++) {
      moved[n] = new float[] {100 * TWO_PLACES[n][0] - 7, 42};
    }
    double[][] expected = LinearProbe.fit(TWO_PLACES, MIXED, 2, 0.01).probabilities_NL(TWO_PLACES);
    double[][] found = LinearProbe.fit(moved, MIXED, 2, 0.01).probabilities_NL(moved);
    for (int n = 0; n < found.length; n++) {
      assertThat(found[n]).containsExactly(expected[n], within(1e-4));
    }
  }
}
