package subtext.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import subtext.metric.Interval;
import subtext.tensor.Noise;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

class MeanDiscrepancyTest {
  private static final int POINTS = 32;
  private static final int DIMENSIONS = 3;

  private final Scope scope = Scope.open();

  @AfterEach
  void free() {
    scope.close();
  }

  private static Tensor normal(long seed, double shift) {
    float[] values = new float[POINTS * DIMENSIONS];
    new Noise(seed, 0).normal(Noise.Stream.PRIOR, 0, 0, values, 0, values.length);
    return Tensor.of(values, POINTS, DIMENSIONS).add(shift);
  }

  private static Interval ofManySets(double shift) {
    double[] found = new double[200];
    for (int i = 0; i < found.length; i++) {
      found[i] = MeanDiscrepancy.between(normal(2L * i, shift), normal(2L * i + 1, 0)).item();
    }
    return Interval.of(found);
  }

  @Test
  void pointsOfOneDistributionDoNotDifferOnAverage() {
    Interval same = ofManySets(0);
    assertThat(same.mean()).isCloseTo(0, within(3 * same.standardError()));
  }

  @Test
  void pointsOfTwoDistributionsDo() {
    assertThat(ofManySets(0.5).mean()).isGreaterThan(0.1);
    assertThat(ofManySets(2).mean()).isGreaterThan(ofManySets(0.5).mean());
  }

  @Test
  void theKernelIsThatOfTheDefinition() {
    Tensor first = Tensor.of(new double[] {0, 1}, 2, 1);
    Tensor second = Tensor.of(new double[] {3, 5}, 2, 1);
    assertThat(MeanDiscrepancy.between(first, second).item())
        .isCloseTo(
            kernel(1) + kernel(2) - (kernel(3) + kernel(5) + kernel(2) + kernel(4)) / 2,
            within(1e-12));
  }

  private static double kernel(double distance) {
    double sum = 0;
    for (double scale : new double[] {0.1, 0.2, 0.5, 1, 2, 5, 10}) {
      sum += 2 * scale / (2 * scale + distance * distance);
    }
    return sum;
  }
}
