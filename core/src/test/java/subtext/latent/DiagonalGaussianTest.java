package subtext.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import subtext.tensor.Noise;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

class DiagonalGaussianTest {
  private static final Offset<Double> EXACT = within(1e-12);
  private static final int DRAWS = 100_000;

  private final Scope scope = Scope.open();

  @AfterEach
  void free() {
    scope.close();
  }

  /** One distribution of two dimensions: N(0.5, 0.25) and N(-1, 4). */
  private static DiagonalGaussian q() {
    return new DiagonalGaussian(
        Tensor.of(new double[] {0.5, -1}, 1, 2),
        Tensor.of(new double[] {Math.log(0.25), Math.log(4)}, 1, 2));
  }

  @Test
  void klIsZeroWhenPosteriorEqualsPrior() {
    DiagonalGaussian prior =
        new DiagonalGaussian(Tensor.of(new double[2], 1, 2), Tensor.of(new double[2], 1, 2));
    assertThat(prior.klToStandardNormal_BZ().toDoubles()).containsExactly(0, 0);
  }

  @Test
  void klIsThatOfTheClosedForm() {
    // (0.25 + 0.25 - 1 + log 4) / 2 and (1 + 4 - 1 - log 4) / 2.
    double[] kl = q().klToStandardNormal_BZ().toDoubles();
    assertThat(kl[0]).isCloseTo(0.4431471805599453, EXACT);
    assertThat(kl[1]).isCloseTo(1.3068528194400546, EXACT);
  }

  @Test
  void klIsWhatMonteCarloFindsWithinThreeStandardErrors() {
    DiagonalGaussian q = q();
    Tensor z = q.sample(new Noise(1, 0), 0, examples());
    Tensor ratio = q.logDensity_B(z).sub(new StandardNormal(2).logDensity_B(z));
    assertWithinThreeErrors(ratio, q().klToStandardNormal_BZ().sum().item());
  }

  @Test
  void expectedLogDensityIsWhatMonteCarloFindsWithinThreeStandardErrors() {
    DiagonalGaussian q = q();
    Tensor z = q.sample(new Noise(2, 0), 0, examples());
    assertWithinThreeErrors(q.logDensity_B(z), q().expectedLogDensity_B().item());
  }

  @Test
  void samplesHaveTheMeanAndVarianceOfTheirDistribution() {
    Tensor z = q().sample(new Noise(3, 0), 0, examples());
    assertWithinThreeErrors(z.select(1, 0), 0.5);
    assertWithinThreeErrors(z.select(1, 1), -1);
    assertWithinThreeErrors(z.select(1, 0).add(-0.5).square(), 0.25);
    assertWithinThreeErrors(z.select(1, 1).add(1).square(), 4);
  }

  @Test
  void logDensitiesAreThoseOfTheTextbook() {
    Tensor z = Tensor.of(new double[] {1, 3}, 1, 2);
    // log N(1; 0.5, 0.25) = -log(0.5 sqrt(2 pi)) - 1/2; log N(3; -1, 4) = -log(2 sqrt(2 pi)) - 2.
    assertThat(q().logDensity_B(z).item()).isCloseTo(-Math.log(2 * Math.PI) - 2.5, EXACT);
    assertThat(new StandardNormal(2).logDensity_B(z).item())
        .isCloseTo(-Math.log(2 * Math.PI) - 5, EXACT);
  }

  @Test
  void theGradientPassesThroughTheSample() {
    Tensor mu = Tensor.of(new double[] {0.5, -1}, 1, 2).requiresGrad();
    Tensor logVariance = Tensor.of(new double[] {-0.4, 0.8}, 1, 2).requiresGrad();
    Tensor z = new DiagonalGaussian(mu, logVariance).sample(new Noise(4, 0), 0, new long[] {9});
    z.square().sum().backward();
    // d z^2 / d mu = 2 z; d z^2 / d log sigma^2 = 2 z (z - mu) / 2.
    double[] draw = z.toDoubles();
    double[] mean = mu.toDoubles();
    assertThat(gradient(mu)).containsExactly(new double[] {2 * draw[0], 2 * draw[1]}, EXACT);
    assertThat(gradient(logVariance))
        .containsExactly(
            new double[] {draw[0] * (draw[0] - mean[0]), draw[1] * (draw[1] - mean[1])}, EXACT);
  }

  private static double[] gradient(Tensor leaf) {
    Tensor gradient = leaf.gradient();
    assertThat(gradient).isNotNull();
    return gradient.toDoubles();
  }

  private static long[] examples() {
    long[] examples = new long[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      examples[i] = i;
    }
    return examples;
  }

  private static void assertWithinThreeErrors(Tensor estimates, double truth) {
    double mean = estimates.mean().item();
    double variance = estimates.sub(estimates.mean()).square().mean().item();
    assertThat(mean).isCloseTo(truth, within(3 * Math.sqrt(variance / DRAWS)));
  }
}
