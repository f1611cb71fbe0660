package subtext.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import subtext.metric.Interval;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

/** Priors that are trained, against what their definitions give. */
class PriorTest {
  private static final int DRAWS = 20_000;

  private final Parameters parameters = new Parameters(Device.CPU, DType.F64, 3);
  private final Scope scope = Scope.open();

  @AfterEach
  void free() {
    scope.close();
    parameters.close();
  }

  private static DiagonalGaussian gaussians() {
    return new DiagonalGaussian(
        Tensor.of(new double[] {-2, 0, 1, 1}, 2, 2), Tensor.of(new double[] {0, -1, 1, 0}, 2, 2));
  }

  private static Prior vamp() {
    PosteriorFamily family =
        new PosteriorConfig.Gaussian().create(new Parameters(Device.CPU, DType.F64, 1), 1, 2, 1);
    return new VampPrior(family, 2, PriorTest::gaussians);
  }

  @Test
  void aVampPriorIsTheMeanOfItsComponents() {
    Tensor z = Tensor.of(new double[] {0.5, -0.5}, 1, 2);
    Tensor both = Tensor.cat(0, z, z);
    double[] each = gaussians().logDensity_B(both).exp().toDoubles();
    assertThat(vamp().logDensity_B(z).item())
        .isCloseTo(Math.log((each[0] + each[1]) / 2), within(1e-12));
  }

  @Test
  void drawsOfAVampPriorComeFromAllComponents() {
    float[][] z = vamp().sample(new Noise(3, 0), 0, DRAWS);
    Interval first = Interval.of(IntStream.range(0, DRAWS).mapToDouble(n -> z[n][0]).toArray());
    assertThat(first.mean()).isCloseTo(-0.5, within(3 * first.standardError()));
    float[][] later = vamp().sample(new Noise(3, 0), 10, 5);
    assertThat(later[0]).as("keyed by number").isEqualTo(z[10]);
  }

  @Test
  void aLearnedMixtureIsTheFittedOneOfTheSameNumbers() {
    LearnedMixture learned = LearnedMixture.create(parameters, 2, 3);
    double[] means = learned.means_KZ().toDoubles();
    Mixture fitted =
        new Mixture(
            new double[] {-Math.log(3), -Math.log(3), -Math.log(3)},
            new double[][] {{means[0], means[1]}, {means[2], means[3]}, {means[4], means[5]}},
            new double[][] {{1, 1}, {1, 1}, {1, 1}});
    float[] z = {0.25f, -0.75f};
    assertThat(learned.logDensity_B(Tensor.of(z, 1, 2)).item())
        .isCloseTo(fitted.logDensity(z), within(1e-9));
    assertThat(learned.sample(new Noise(1, 0), 0, 20))
        .isDeepEqualTo(fitted.sample(new Noise(1, 0), 0, 20));
  }

  @Test
  void aDivergenceWithoutClosedFormIsRightOnAverage() {
    DiagonalGaussian q = gaussians();
    Prior normal = new StandardNormal(2);
    long[] examples = new long[DRAWS];
    for (int n = 0; n < DRAWS; n++) {
      examples[n] = n;
    }
    DiagonalGaussian one =
        new DiagonalGaussian(q.mu_BZ().narrow(0, 0, 1), q.logVariance_BZ().narrow(0, 0, 1));
    Draw draw = one.draw(new Noise(4, 0), 0, examples);
    Prior byDraws =
        new LearnedMixture(
            Tensor.zeros(DType.F64, Device.CPU, 1),
            Tensor.zeros(DType.F64, Device.CPU, 1, 2),
            Tensor.zeros(DType.F64, Device.CPU, 1, 2));
    Divergence found = byDraws.of(one, draw);
    Interval nats = Interval.of(found.nats_B().toDoubles());
    assertThat(found.exact()).isFalse();
    assertThat(nats.mean())
        .isCloseTo(normal.of(one, draw).nats_B().item(), within(3 * nats.standardError()));
  }
}
