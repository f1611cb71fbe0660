package subtext.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import subtext.error.InputException;
import subtext.metric.Interval;
import subtext.tensor.Noise;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

class DirichletLaplaceTest {
  private static final int DRAWS = 20_000;
  private static final double[] MU = {0.3, -1, 2};
  private static final double[] LOG_VARIANCE = {-1, 0.2, 0.5};

  private static DiagonalGaussian q(int rows) {
    double[] mu = new double[3 * rows];
    double[] logVariance = new double[3 * rows];
    for (int i = 0; i < mu.length; i++) {
      mu[i] = MU[i % 3];
      logVariance[i] = LOG_VARIANCE[i % 3];
    }
    return new DiagonalGaussian(Tensor.of(mu, rows, 3), Tensor.of(logVariance, rows, 3));
  }

  private static Tensor exact(DirichletLaplace prior, DiagonalGaussian q) {
    return Objects.requireNonNull(prior.exact_BD(q));
  }

  /** The general formula of Srivastava and Sutton (2017), section 3.2, for equal alphas. */
  @Test
  void theVarianceIsThatOfTheGeneralFormula() {
    for (int topics : new int[] {2, 3, 50}) {
      for (double alpha : new double[] {0.02, 1, 7}) {
        double k = topics;
        double general = 1 / alpha * (1 - 2 / k) + 1 / (k * k) * (k / alpha);
        assertThat(DirichletLaplace.of(topics, alpha).variance())
            .isCloseTo(general, within(1e-12 * general));
      }
    }
  }

  @Test
  void theDivergenceIsTheClosedFormBetweenNormalDistributions() {
    try (Scope scope = Scope.open()) {
      DirichletLaplace prior = DirichletLaplace.of(3, 0.5);
      double v = (1 - 1 / 3.0) / 0.5;
      double[] expected = new double[3];
      for (int d = 0; d < 3; d++) {
        double s = Math.exp(LOG_VARIANCE[d]);
        expected[d] = 0.5 * (s / v + MU[d] * MU[d] / v - 1 + Math.log(v) - LOG_VARIANCE[d]);
      }
      assertThat(exact(prior, q(1)).toDoubles()).containsExactly(expected, within(1e-12));
      DiagonalGaussian itself =
          new DiagonalGaussian(
              Tensor.of(new double[3], 1, 3),
              Tensor.of(new double[] {Math.log(v), Math.log(v), Math.log(v)}, 1, 3));
      assertThat(exact(prior, itself).toDoubles()).containsExactly(new double[3], within(1e-12));
    }
  }

  @Test
  void theDivergenceIsTheMeanOfTheLogRatioAtDraws() {
    try (Scope scope = Scope.open()) {
      DirichletLaplace prior = DirichletLaplace.of(3, 0.5);
      long[] examples = IntStream.range(0, DRAWS).asLongStream().toArray();
      Draw draw = q(DRAWS).draw(new Noise(4, 0), 0, examples);
      Interval ratio =
          Interval.of(draw.logDensity_B().sub(prior.logDensity_B(draw.z_BZ())).toDoubles());
      double exact = exact(prior, q(1)).sum().item();
      assertThat(ratio.mean()).isCloseTo(exact, within(3 * ratio.standardError()));
    }
  }

  @Test
  void drawsHaveTheVarianceAndSharesThatAreEvenOnAverage() {
    float[][] z = DirichletLaplace.of(4, 20).sample(new Noise(3, 0), 0, DRAWS);
    double[] squares = new double[DRAWS];
    double[] first = new double[DRAWS];
    for (int n = 0; n < DRAWS; n++) {
      double sum = 0;
      for (float value : z[n]) {
        sum += Math.exp(value);
      }
      squares[n] = z[n][0] * z[n][0];
      first[n] = Math.exp(z[n][0]) / sum;
    }
    Interval variance = Interval.of(squares);
    Interval share = Interval.of(first);
    assertThat(variance.mean()).isCloseTo(0.75 / 20, within(3 * variance.standardError()));
    assertThat(share.mean()).isCloseTo(0.25, within(3 * share.standardError()));
  }

  @Test
  void oneTopicIsRefused() {
    assertThatThrownBy(() -> DirichletLaplace.of(1, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("latent: 1");
  }
}
