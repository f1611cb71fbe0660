package subtext.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import subtext.tensor.Noise.Stream;

class NoiseTest {
  private static final int DRAWS = 200_000;

  private final Noise noise = new Noise(1, 7);

  @Test
  void normalNumbersHaveTheMomentsOfTheStandardNormal() {
    float[] draws = new float[DRAWS];
    for (int example = 0; example < DRAWS / 8; example++) {
      noise.normal(Stream.POSTERIOR, 0, example, draws, 8 * example, 8);
    }
    // Moments 1 to 4 are 0, 1, 0, 3; the variances of their estimates 1/n, 2/n, 15/n, 96/n.
    assertThat(moment(draws, 1)).isCloseTo(0, within(3 * Math.sqrt(1.0 / DRAWS)));
    assertThat(moment(draws, 2)).isCloseTo(1, within(3 * Math.sqrt(2.0 / DRAWS)));
    assertThat(moment(draws, 3)).isCloseTo(0, within(3 * Math.sqrt(15.0 / DRAWS)));
    assertThat(moment(draws, 4)).isCloseTo(3, within(3 * Math.sqrt(96.0 / DRAWS)));
  }

  @Test
  void neighboursInPositionExampleStepAndStreamAreUncorrelated() {
    float[] here = draws(noise, Stream.POSTERIOR, 0);
    float[] shifted = Arrays.copyOfRange(here, 1, DRAWS);
    assertThat(correlation(here, shifted)).as("position").isCloseTo(0, threeErrors());
    float[] nextExample = Arrays.copyOfRange(here, 8, DRAWS);
    assertThat(correlation(here, nextExample)).as("example").isCloseTo(0, threeErrors());
    float[] nextStep = draws(new Noise(1, 8), Stream.POSTERIOR, 0);
    assertThat(correlation(here, nextStep)).as("step").isCloseTo(0, threeErrors());
    float[] nextSeed = draws(new Noise(2, 7), Stream.POSTERIOR, 0);
    assertThat(correlation(here, nextSeed)).as("seed").isCloseTo(0, threeErrors());
    float[] otherStream = draws(noise, Stream.PRIOR, 0);
    assertThat(correlation(here, otherStream)).as("stream").isCloseTo(0, threeErrors());
    float[] nextSalt = draws(noise, Stream.POSTERIOR, 1);
    assertThat(correlation(here, nextSalt)).as("salt").isCloseTo(0, threeErrors());
  }

  @Test
  void uniformNumbersFillEveryTenthOfTheirRangeAlike() {
    int[] tenths = new int[10];
    for (int i = 0; i < DRAWS; i++) {
      double u = noise.uniform(Stream.DECODING, 3, 5, i);
      assertThat(u).isGreaterThan(0).isLessThan(1);
      tenths[(int) (u * 10)]++;
    }
    double chiSquare =
        Arrays.stream(tenths)
            .mapToDouble(n -> Math.pow(n - DRAWS / 10.0, 2) / (DRAWS / 10.0))
            .sum();
    // The 0.999 quantile of the chi-square distribution with 9 degrees of freedom.
    assertThat(chiSquare).isLessThan(27.88);
  }

  @Test
  void anExampleDrawsTheSameInEveryBatch() {
    try (Scope scope = Scope.open()) {
      Tensor like = Tensor.zeros(DType.F32, Device.CPU, 1);
      float[] alone = noise.normal(Stream.POSTERIOR, 0, new long[] {41}, 5, like).toFloats();
      float[] among =
          noise.normal(Stream.POSTERIOR, 0, new long[] {3, 41, 1L << 40}, 5, like).toFloats();
      assertThat(Arrays.copyOfRange(among, 5, 10)).containsExactly(alone);
    }
    float[] small = mask(9, new long[] {41}, 6, 0.5);
    float[] large = mask(9, new long[] {3, 41}, 10, 0.5);
    assertThat(Arrays.copyOfRange(large, 10, 16)).containsExactly(small);
  }

  @Test
  void anOddCountDrawsTheSameNumbersAsAnEvenOne() {
    float[] five = new float[5];
    float[] six = new float[6];
    noise.normal(Stream.POSTERIOR, 0, 0, five, 0, 5);
    noise.normal(Stream.POSTERIOR, 0, 0, six, 0, 6);
    assertThat(Arrays.copyOf(six, 5)).containsExactly(five);
  }

  @Test
  void aDropoutMaskKeepsItsShareAndTheExpectation() {
    float[] mask = mask(1, new long[] {0, 1, 2, 3}, DRAWS / 4, 0.3);
    Set<Float> values = new HashSet<>();
    double sum = 0;
    for (float value : mask) {
      values.add(value);
      sum += value;
    }
    assertThat(values).containsExactlyInAnyOrder(0f, (float) (1 / 0.7));
    assertThat(sum / DRAWS).isCloseTo(1, within(3 * Math.sqrt(0.3 / 0.7 / DRAWS)));
  }

  private static float[] draws(Noise noise, Stream stream, long salt) {
    float[] draws = new float[DRAWS];
    for (int example = 0; example < DRAWS / 8; example++) {
      noise.normal(stream, salt, example, draws, 8 * example, 8);
    }
    return draws;
  }

  private static double moment(float[] draws, int power) {
    double sum = 0;
    for (float draw : draws) {
      sum += Math.pow(draw, power);
    }
    return sum / draws.length;
  }

  private static double correlation(float[] a, float[] b) {
    double sum = 0;
    int count = Math.min(a.length, b.length);
    for (int i = 0; i < count; i++) {
      sum += a[i] * b[i];
    }
    return sum / count;
  }

  private static org.assertj.core.data.Offset<Double> threeErrors() {
    return within(3 / Math.sqrt(DRAWS));
  }

  private float[] mask(long salt, long[] examples, int perExample, double rate) {
    try (Scope scope = Scope.open()) {
      Tensor like = Tensor.zeros(DType.F32, Device.CPU, 1);
      return noise.dropoutMask(salt, examples, perExample, rate, like).toFloats();
    }
  }
}
