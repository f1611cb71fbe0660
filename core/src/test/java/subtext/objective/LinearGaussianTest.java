package subtext.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import subtext.latent.DiagonalGaussian;
import subtext.latent.StandardNormal;
import subtext.metric.Interval;
import subtext.tensor.Noise;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

/**
 * The bounds of a model whose log p(x) is known: z ~ N(0, I) of two dimensions, x ~ N(W z, s^2 I)
 * of three. The columns of W are orthogonal, so that the posterior is diagonal: with precision
 * |w_d|^2 / s^2 + 1 and mean w_d . x / s^2 / precision in dimension d.
 */
class LinearGaussianTest {
  private static final double[][] W = {{1, 1, 0}, {0.5, -0.5, 1}};
  private static final double NOISE = 0.4;
  private static final double[] X = {1.2, -0.3, 0.8};

  /** A posterior that is off: the true one is about N(0.42, 0.07), N(0.93, 0.10). */
  private static final double[] MEAN = {0.3, 0.7};

  private static final double[] VARIANCE = {0.15, 0.15};

  private static final int REPEATS = 3000;

  private final Scope scope = Scope.open();

  @AfterEach
  void free() {
    scope.close();
  }

  @Test
  void withTheTruePosteriorEveryWeightIsTheLikelihood() {
    DiagonalGaussian q = gaussian(posteriorMean(), posteriorVariance());
    for (double logWeight : logWeights(q, 1, 3)) {
      assertThat(logWeight).isCloseTo(logLikelihood(), within(1e-9));
    }
  }

  @Test
  void withAnotherPosteriorTheElboFallsShortByItsDivergence() {
    Interval elbo = Interval.of(logWeights(gaussian(MEAN, VARIANCE), 1, 5));
    double truth = logLikelihood() - divergence(MEAN, VARIANCE);
    assertThat(elbo.mean()).isCloseTo(truth, within(3 * elbo.standardError()));
  }

  @Test
  void reconstructionAndAnalyticKlGiveTheSameElbo() {
    DiagonalGaussian q = gaussian(MEAN, VARIANCE);
    double kl = q.klToStandardNormal_BZ().narrow(0, 0, 1).sum().item();
    Tensor z = q.sample(new Noise(6, 0), 0, examples());
    double[] elbo = logLikelihood(z).add(-kl).toDoubles();
    double[] sampled = logWeights(q, 1, 7);
    Interval analytic = Interval.of(elbo);
    Interval estimated = Interval.of(sampled);
    assertThat(analytic.mean())
        .isCloseTo(
            estimated.mean(),
            within(3 * Math.hypot(analytic.standardError(), estimated.standardError())));
  }

  @Test
  void theImportanceWeightedBoundGrowsWithItsSamplesUpToTheLikelihood() {
    DiagonalGaussian q = gaussian(MEAN, VARIANCE);
    double before = Double.NEGATIVE_INFINITY;
    for (int samples : new int[] {1, 4, 16, 64}) {
      Interval bound = Interval.of(bound(q, samples));
      assertThat(bound.mean()).isGreaterThan(before + 3 * bound.standardError());
      assertThat(bound.mean()).isLessThan(logLikelihood() + 3 * bound.standardError());
      before = bound.mean();
    }
    assertThat(before).isCloseTo(logLikelihood(), within(0.02));
  }

  @Test
  void chunksThatDoNotDivideTheSampleCountGiveTheSameBound() {
    LogMeanExp whole = new LogMeanExp(2);
    whole.add(new double[] {-1000, -1001, -999, 5, 6, 7});
    LogMeanExp parts = new LogMeanExp(2);
    parts.add(new double[] {-1000, -1001, 5, 6});
    parts.add(new double[] {-999, 7});
    double[] expected = {
      -1000 + Math.log((1 + Math.exp(-1) + Math.E) / 3),
      6 + Math.log((Math.exp(-1) + 1 + Math.E) / 3)
    };
    assertThat(whole.value_B()).containsExactly(expected, within(1e-12));
    assertThat(parts.value_B()).containsExactly(expected, within(1e-12));
  }

  @Test
  void weightsOfZeroCountAsSamples() {
    LogMeanExp bound = new LogMeanExp(1);
    bound.add(new double[] {Double.NEGATIVE_INFINITY});
    bound.add(new double[] {0});
    assertThat(bound.value_B()).containsExactly(new double[] {-Math.log(2)}, within(1e-12));
  }

  private static double[] bound(DiagonalGaussian q, int samples) {
    LogMeanExp bound = new LogMeanExp(REPEATS);
    for (int s = 0; s < samples; s++) {
      bound.add(logWeights(q, s, 8));
    }
    return bound.value_B();
  }

  /** log p(z) + log p(x|z) - log q(z|x) of one draw of z in each repeat. */
  private static double[] logWeights(DiagonalGaussian q, long salt, long seed) {
    try (Scope scope = Scope.open()) {
      Tensor z = q.sample(new Noise(seed, 0), salt, examples());
      return new StandardNormal(2)
          .logDensity_B(z)
          .add(logLikelihood(z))
          .sub(q.logDensity_B(z))
          .toDoubles();
    }
  }

  /** log N(x; W z, s^2 I) of each row of {@code z}. */
  private static Tensor logLikelihood(Tensor z) {
    Tensor w = Tensor.of(new double[] {W[0][0], W[0][1], W[0][2], W[1][0], W[1][1], W[1][2]}, 2, 3);
    Tensor off = z.matmul(w).sub(Tensor.of(X, 3));
    double normaliser = -1.5 * Math.log(2 * Math.PI * NOISE * NOISE);
    return off.square().sum(1).mul(-0.5 / (NOISE * NOISE)).add(normaliser);
  }

  /**
   * log N(x; 0, W W^T + s^2 I), in the directions of the columns of W, where the variance is
   * |w_d|^2 + s^2, and in the one orthogonal to both, where it is s^2.
   */
  private static double logLikelihood() {
    double nats = 0;
    double left = dot(X, X);
    for (double[] column : W) {
      double along = dot(column, X) * dot(column, X) / dot(column, column);
      nats += logNormal(along, dot(column, column) + NOISE * NOISE);
      left -= along;
    }
    return nats + logNormal(left, NOISE * NOISE);
  }

  private static double logNormal(double square, double variance) {
    return -0.5 * (square / variance + Math.log(2 * Math.PI * variance));
  }

  private static double[] posteriorVariance() {
    return Arrays.stream(W).mapToDouble(w -> 1 / (1 + dot(w, w) / (NOISE * NOISE))).toArray();
  }

  private static double[] posteriorMean() {
    double[] mean = posteriorVariance();
    Arrays.setAll(mean, d -> mean[d] * dot(W[d], X) / (NOISE * NOISE));
    return mean;
  }

  /** KL of N(mean, variance) to the true posterior. */
  private static double divergence(double[] mean, double[] variance) {
    double kl = 0;
    for (int d = 0; d < mean.length; d++) {
      double truth = posteriorVariance()[d];
      double off = mean[d] - posteriorMean()[d];
      kl += 0.5 * ((variance[d] + off * off) / truth - 1 + Math.log(truth / variance[d]));
    }
    return kl;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static DiagonalGaussian gaussian(double[] mean, double[] variance) {
    double[] logVariance = Arrays.stream(variance).map(Math::log).toArray();
    return new DiagonalGaussian(Tensor.of(mean, 1, 2), Tensor.of(logVariance, 1, 2));
  }

  private static long[] examples() {
    return LongStream.range(0, REPEATS).toArray();
  }
}
