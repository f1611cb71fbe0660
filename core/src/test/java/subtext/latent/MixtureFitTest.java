package subtext.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import subtext.error.InputException;
import subtext.tensor.Noise;

class MixtureFitTest {
  private static final float[][] DRAWS = MixtureTest.TWO.sample(new Noise(6, 0), 0, 4000);

  @Test
  void aKnownMixtureIsRecoveredFromItsDraws() {
    Mixture fitted = new MixtureFit(2, 50, 1e-4).fit(DRAWS, 1);
    int first = fitted.means()[0][0] < fitted.means()[1][0] ? 0 : 1;
    for (int k = 0; k < 2; k++) {
      int of = k == 0 ? first : 1 - first;
      assertThat(Math.exp(fitted.logWeights()[of]))
          .isCloseTo(Math.exp(MixtureTest.TWO.logWeights()[k]), within(0.02));
      assertThat(fitted.means()[of]).containsExactly(MixtureTest.TWO.means()[k], within(0.12));
      for (int d = 0; d < 2; d++) {
        double variance = MixtureTest.TWO.variances()[k][d];
        assertThat(fitted.variances()[of][d]).isCloseTo(variance, within(0.12 * variance));
      }
    }
  }

  @Test
  void theLogLikelihoodOfTheDrawsGrowsWithEveryIteration() {
    double before = Double.NEGATIVE_INFINITY;
    for (int iterations = 0; iterations <= 12; iterations++) {
      double now = logLikelihood(new MixtureFit(5, iterations, 1e-4).fit(DRAWS, 2));
      assertThat(now).as("%d iterations", iterations).isGreaterThan(before);
      before = now;
    }
  }

  @Test
  void oneComponentIsTheMeanAndTheVariance() {
    float[][] draws = {{1, 10}, {2, 10}, {3, 10}};
    Mixture fitted = new MixtureFit(8, 3, 0.01).fit(draws, 1);
    assertThat(fitted.components()).isEqualTo(1);
    assertThat(fitted.logWeights()).containsExactly(0);
    assertThat(fitted.means()[0]).containsExactly(new double[] {2, 10}, within(1e-9));
    assertThat(fitted.variances()[0]).containsExactly(new double[] {2.0 / 3, 0.01}, within(1e-9));
  }

  @Test
  void aSeedGivesOneResultAndDrawsThatAreAllAlikeDoNoHarm() {
    MixtureFit fit = new MixtureFit(4, 5, 1e-4);
    assertThat(fit.fit(DRAWS, 3).means()).isDeepEqualTo(fit.fit(DRAWS, 3).means());
    float[][] alike = new float[50][2];
    Mixture fitted = fit.fit(alike, 1);
    assertThat(fitted.logDensity(new float[] {0, 0})).isFinite();
    assertThat(Arrays.stream(fitted.logWeights()).map(Math::exp).sum()).isCloseTo(1, within(1e-9));
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new MixtureFit(0, 1, 1e-4)).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> new MixtureFit(1, 1, 0)).isInstanceOf(InputException.class);
  }

  private static double logLikelihood(Mixture mixture) {
    return Arrays.stream(DRAWS).mapToDouble(mixture::logDensity).sum();
  }
}
