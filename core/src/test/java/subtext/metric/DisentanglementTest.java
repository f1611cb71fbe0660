package subtext.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** MIG, DCI and SAP of vectors whose factors are known. */
class DisentanglementTest {
  private static final int COUNT = 2000;
  private static final int[] CHOICES = {2, 5};

  /** Factors drawn evenly, and the vectors that {@code vector} makes of them and of noise. */
  private static Factors drawn(BiFunction<int[], RandomGenerator, float[]> vector) {
    RandomGenerator random = new SplittableRandom(5);
    int[][] values = new int[COUNT][CHOICES.length];
    float[][] vectors = new float[COUNT][];
    for (int n = 0; n < COUNT; n++) {
      for (int k = 0; k < CHOICES.length; k++) {
        values[n][k] = random.nextInt(CHOICES[k]);
      }
      vectors[n] = vector.apply(values[n], random);
    }
    return new Factors(vectors, values);
  }

  private static final Factors APART =
      drawn((v, random) -> new float[] {v[0], v[1], (float) random.nextGaussian()});
  private static final Factors TWICE = drawn((v, random) -> new float[] {v[0], v[1], v[0], v[1]});
  private static final Factors MIXED =
      drawn((v, random) -> new float[] {v[0] + 0.1f * v[1], v[0] - 0.1f * v[1]});
  private static final Factors NOISE =
      drawn(
          (v, random) ->
              new float[] {(float) random.nextGaussian(), (float) random.nextGaussian()});

  @Test
  void aDimensionForEachFactorIsTheBest() {
    assertThat(MutualInformationGap.of(APART).gap()).isCloseTo(1, within(0.02));
    Dci dci = Dci.of(APART);
    assertThat(dci.disentanglement()).isCloseTo(1, within(0.02));
    assertThat(dci.completeness()).isCloseTo(1, within(0.02));
    assertThat(Sap.of(APART).accuracies()[0][0]).isEqualTo(1);
    // Of five values a threshold tells the ends by 1, those beside them by 7/8, the middle by 3/4.
    assertThat(Sap.of(APART).accuracies()[1][1]).isCloseTo(0.9, within(0.01));
    assertThat(Sap.of(APART).gap()).isGreaterThan(0.35);
  }

  @Test
  void withEveryFactorInTwoDimensionsThereIsNoGap() {
    assertThat(MutualInformationGap.of(TWICE).gap()).isCloseTo(0, within(1e-12));
    assertThat(Sap.of(TWICE).gap()).isCloseTo(0, within(1e-12));
    assertThat(Dci.of(TWICE).disentanglement()).isCloseTo(1, within(0.02));
  }

  @Test
  void dimensionsOfTwoFactorsAreNotDisentangled() {
    Dci dci = Dci.of(MIXED);
    assertThat(dci.disentanglement()).isLessThan(0.5);
    assertThat(dci.completeness()).isLessThan(0.5);
    assertThat(MutualInformationGap.of(MIXED).gap()).isLessThan(0.1);
  }

  @Test
  void noiseKnowsNothing() {
    assertThat(MutualInformationGap.of(NOISE).gap()).isCloseTo(0, within(0.01));
    assertThat(Sap.of(NOISE).gap()).isCloseTo(0, within(0.03));
    assertThat(Dci.of(NOISE).informativeness()).isCloseTo((0.5 + 0.2) / 2, within(0.05));
  }

  @Test
  void informationOfATableIsThatOfItsCells() {
    // p(v, b) = 3/8, 1/8; 1/8, 3/8: I = 1/4 (3 log 3/2 + log 1/2).
    int[][] values = {{0}, {0}, {0}, {0}, {1}, {1}, {1}, {1}};
    float[][] vectors = {{0}, {0}, {0}, {9}, {9}, {9}, {9}, {0}};
    MutualInformationGap found = MutualInformationGap.of(new Factors(vectors, values));
    double expected = (3 * Math.log(1.5) + Math.log(0.5)) / 4;
    assertThat(found.information()[0][0]).isCloseTo(expected, within(1e-12));
    assertThat(found.entropies()[0]).isCloseTo(Math.log(2), within(1e-12));
    assertThat(found.gap()).isCloseTo(expected / Math.log(2), within(1e-12));
    assertThat(Sap.of(new Factors(vectors, values)).gap()).isCloseTo(0.75, within(1e-12));
  }

  @Test
  void dciOfAnImportanceMatrixIsThatOfItsEntropies() {
    Dci found = Dci.of(new double[][] {{3, 0}, {1, 1}, {0, 0}});
    // Rows: purity 1 with weight 3/5, purity 0 with weight 2/5, nothing.
    assertThat(found.disentanglement()).isCloseTo(0.6, within(1e-12));
    double entropy = -(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25)) / Math.log(3);
    assertThat(found.completeness()).isCloseTo((1 - entropy + 1) / 2, within(1e-12));
  }

  @Test
  void whatMattersToNothingIsNotDisentangled() {
    assertThat(Dci.of(new double[2][3]).disentanglement()).isZero();
    assertThat(Dci.of(new double[2][3]).completeness()).isZero();
    Factors constant = drawn((v, random) -> new float[] {7, 7});
    assertThat(MutualInformationGap.of(constant).gap()).isZero();
    assertThat(Sap.of(constant).gap()).isZero();
    assertThat(Dci.of(constant).disentanglement()).isZero();
  }

  @Test
  void aLassoOfUncorrelatedColumnsShrinksByThePenalty() {
    double[][] identity = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    double[] weights = Lasso.fit(identity, new double[] {0.5, -0.3, 0.05}, 0.1).weights();
    assertThat(weights).containsExactly(new double[] {0.4, -0.2, 0}, within(1e-12));
  }

  @Test
  void aLassoOfCorrelatedColumnsMeetsItsConditions() {
    double[][] gram = {{1, 0.6}, {0.6, 1}};
    double[] products = {0.5, 0.45};
    double[] weights = Lasso.fit(gram, products, 0.1).weights();
    for (int d = 0; d < 2; d++) {
      double slope = products[d] - gram[d][0] * weights[0] - gram[d][1] * weights[1];
      assertThat(slope).isCloseTo(0.1 * Math.signum(weights[d]), within(1e-7));
    }
  }

  @Test
  void vectorsWithoutTheirFactorsAreRefused() {
    assertThatThrownBy(() -> new Factors(new float[2][1], new int[1][1]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
