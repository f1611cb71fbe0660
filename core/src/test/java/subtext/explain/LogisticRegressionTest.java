package subtext.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import subtext.tensor.Noise;

class LogisticRegressionTest {
  private static final int COUNT = 2000;
  private static final double[] TRUE = {1.5, -0.5, 0};

  private static float[][] points() {
    float[][] x = new float[COUNT][TRUE.length];
    for (int n = 0; n < COUNT; n++) {
      new Noise(3, 0).normal(Noise.Stream.PRIOR, 0, n, x[n], 0, TRUE.length);
    }
    return x;
  }

  private static boolean[] drawn(float[][] x) {
    boolean[] y = new boolean[x.length];
    for (int n = 0; n < y.length; n++) {
      double logOdds = 0.7;
      for (int d = 0; d < TRUE.length; d++) {
        logOdds += TRUE[d] * x[n][d];
      }
      double uniform = new Noise(3, 0).uniform(Noise.Stream.PRIOR, 1, n, 0);
      y[n] = uniform < 1 / (1 + Math.exp(-logOdds));
    }
    return y;
  }

  @Test
  void theWeightsOfAModelAreFoundAgain() {
    float[][] x = points();
    LogisticRegression found = LogisticRegression.fit(x, drawn(x), 1e-6);
    assertThat(found.weights()).containsExactly(TRUE, within(0.2));
    assertThat(found.bias()).isCloseTo(0.7, within(0.2));
  }

  @Test
  void atTheMinimumTheSlopeIsZero() {
    float[][] x = points();
    boolean[] y = drawn(x);
    double ridge = 10;
    LogisticRegression found = LogisticRegression.fit(x, y, ridge);
    for (int d = 0; d < TRUE.length; d++) {
      double slope = ridge * found.weights()[d];
      for (int n = 0; n < COUNT; n++) {
        slope += (1 / (1 + Math.exp(-found.logOdds(x[n]))) - (y[n] ? 1 : 0)) * x[n][d];
      }
      assertThat(slope).isCloseTo(0, within(1e-8));
    }
  }

  @Test
  void withoutInformationTheBiasIsTheLogOddsOfTheClasses() {
    LogisticRegression found =
        LogisticRegression.fit(new float[4][2], new boolean[] {true, true, true, false}, 1);
    assertThat(found.bias()).isCloseTo(Math.log(3), within(1e-8));
    assertThat(found.weights()).containsExactly(0, 0);
  }

  @Test
  void classesThatFallApartHaveFiniteWeights() {
    float[][] x = {{-2}, {-1}, {1}, {2}};
    LogisticRegression found =
        LogisticRegression.fit(x, new boolean[] {false, false, true, true}, 1);
    assertThat(found.weights()[0]).isBetween(0.1, 10.0);
    assertThat(found.bias()).isCloseTo(0, within(1e-8));
  }
}
