package subtext.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import subtext.metric.Interval;
import subtext.tensor.Noise;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

class VonMisesFisherTest {
  private static final int DRAWS = 20_000;

  private final Scope scope = Scope.open();

  @AfterEach
  void free() {
    scope.close();
  }

  private static VonMisesFisher q(int dimensions, double concentration) {
    double[] direction = new double[dimensions];
    direction[0] = 0.6;
    direction[dimensions - 1] = -0.8;
    return new VonMisesFisher(Tensor.of(direction, 1, dimensions), concentration);
  }

  private static Draw draws(VonMisesFisher q) {
    return q.draw(new Noise(5, 0), 0, LongStream.range(0, DRAWS).toArray());
  }

  @ParameterizedTest
  @CsvSource({"2, 0.5", "3, 5", "32, 80", "5, 1000"})
  void drawsLieOnTheSphereAroundTheirDirection(int dimensions, double concentration) {
    VonMisesFisher q = q(dimensions, concentration);
    Tensor z = draws(q).z_BZ();
    double[] ones = new double[DRAWS];
    Arrays.fill(ones, 1);
    assertThat(z.square().sum(1).toDoubles()).containsExactly(ones, within(1e-6));
    Interval cosine = Interval.of(z.mul(q.direction_BZ()).sum(1).toDoubles());
    assertThat(cosine.mean())
        .isCloseTo(
            Sphere.meanCosine(dimensions, concentration), within(3 * cosine.standardError()));
  }

  @ParameterizedTest
  @CsvSource({"2, 5", "3, 5", "8, 20", "32, 15"})
  void drawsGoEachWayAcrossTheirDirection(int dimensions, double concentration) {
    VonMisesFisher q = q(dimensions, concentration);
    Tensor mean_BZ = q.direction_BZ().mul(Sphere.meanCosine(dimensions, concentration));
    Tensor off_BZ = draws(q).z_BZ().sub(mean_BZ);
    for (int d = 0; d < dimensions; d++) {
      Interval off = Interval.of(off_BZ.narrow(1, d, 1).squeeze(1).toDoubles());
      assertThat(off.mean()).as("dimension %d", d).isCloseTo(0, within(4 * off.standardError()));
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 0.5", "3, 5", "32, 80"})
  void theDivergenceIsWhatMonteCarloFinds(int dimensions, double concentration) {
    VonMisesFisher q = q(dimensions, concentration);
    Draw draw = draws(q);
    Divergence exact = new UniformOnSphere(dimensions).of(q, draw);
    Interval found =
        Interval.of(draw.logDensity_B().add(Sphere.logSurface(dimensions)).toDoubles());
    assertThat(exact.exact()).isTrue();
    assertThat(found.mean()).isCloseTo(exact.nats_B().item(), within(3 * found.standardError()));
  }

  @Test
  void theDensityOnTheCircleIntegratesToOne() {
    VonMisesFisher q = q(2, 7);
    int steps = 10_000;
    double[] circle = new double[2 * steps];
    for (int i = 0; i < steps; i++) {
      circle[2 * i] = Math.cos(2 * Math.PI * i / steps);
      circle[2 * i + 1] = Math.sin(2 * Math.PI * i / steps);
    }
    Tensor z = Tensor.of(circle, steps, 2);
    assertThat(q.logDensity_B(z).exp().mean().item() * 2 * Math.PI).isCloseTo(1, within(1e-9));
    assertThat(q.densities().at(z).squeeze(1).toDoubles())
        .containsExactly(q.logDensity_B(z).toDoubles(), within(1e-9));
  }

  @Test
  void drawsAreKeyedBySeedSaltAndExample() {
    VonMisesFisher q = q(4, 3);
    double[] first = draw(q, 1, 0, 7);
    assertThat(draw(q, 1, 0, 7)).isEqualTo(first);
    assertThat(draw(q, 1, 1, 7)).isNotEqualTo(first);
    assertThat(draw(q, 1, 0, 8)).isNotEqualTo(first);
    assertThat(draw(q, 2, 0, 7)).isNotEqualTo(first);
  }

  private static double[] draw(VonMisesFisher q, long seed, long salt, long example) {
    return q.draw(new Noise(seed, 0), salt, new long[] {example}).z_BZ().toDoubles();
  }

  @Test
  void uniformDrawsHaveNoDirection() {
    float[][] z = new UniformOnSphere(3).sample(new Noise(2, 0), 0, DRAWS);
    for (int d = 0; d < 3; d++) {
      double[] values = new double[DRAWS];
      for (int n = 0; n < DRAWS; n++) {
        values[n] = z[n][d];
      }
      Interval mean = Interval.of(values);
      assertThat(mean.mean()).isCloseTo(0, within(3 * mean.standardError()));
    }
  }
}
