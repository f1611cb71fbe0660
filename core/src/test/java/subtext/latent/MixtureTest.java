package subtext.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import subtext.tensor.DType;
import subtext.tensor.Noise;
import subtext.tensor.TensorData;

class MixtureTest {
  /** A quarter of N((-2, 0), (0.25, 1)), three quarters of N((1, 4), (4, 0.0625)). */
  static final Mixture TWO =
      new Mixture(
          new double[] {Math.log(0.25), Math.log(0.75)},
          new double[][] {{-2, 0}, {1, 4}},
          new double[][] {{0.25, 1}, {4, 0.0625}});

  @Test
  void theDensityIsTheWeightedSumOfItsComponents() {
    double first = 0.25 * normal(-1, -2, 0.5) * normal(0.5, 0, 1);
    double second = 0.75 * normal(-1, 1, 2) * normal(0.5, 4, 0.25);
    assertThat(TWO.logDensity(new float[] {-1, 0.5f}))
        .isCloseTo(Math.log(first + second), within(1e-12));
  }

  @Test
  void theDensityFarFromEveryComponentDoesNotUnderflow() {
    // The nearer one, 1,000 away in the first dimension at variance 4, decides.
    double exponent = -0.5 * (1_000_000 / 4.0);
    double peak = Math.log(0.75) - Math.log(2 * Math.PI) - Math.log(2 * 0.25);
    assertThat(TWO.logDensity(new float[] {1001, 4})).isCloseTo(peak + exponent, within(1e-6));
  }

  @Test
  void samplesFollowTheWeightsMeansAndVariances() {
    int count = 40_000;
    int[] of = new int[2];
    double[] sum = new double[2];
    double[] squares = new double[2];
    for (float[] draw : TWO.sample(new Noise(5, 0), 0, count)) {
      // The components are 4 apart in the second dimension, where 2 parts them but for one in 40.
      int k = draw[1] < 2.5 ? 0 : 1;
      of[k]++;
      sum[k] += draw[0];
      squares[k] += (draw[0] - TWO.means()[k][0]) * (draw[0] - TWO.means()[k][0]);
    }
    assertThat(of[1] / (double) count).isCloseTo(0.75, within(0.01));
    for (int k = 0; k < 2; k++) {
      double variance = TWO.variances()[k][0];
      assertThat(sum[k] / of[k])
          .isCloseTo(TWO.means()[k][0], within(3 * Math.sqrt(variance / of[k]) + 0.05));
      assertThat(squares[k] / of[k]).isCloseTo(variance, within(0.05 * variance + 0.05));
    }
  }

  @Test
  void aSampleIsTheSameHoweverManyAreDrawnWithIt() {
    float[][] five = TWO.sample(new Noise(5, 0), 10, 5);
    assertThat(TWO.sample(new Noise(5, 0), 12, 1)[0]).containsExactly(five[2]);
  }

  @Test
  void spreadingScalesEveryStandardDeviation() {
    Mixture narrow = TWO.spread(0.5);
    assertThat(narrow.variances()).isDeepEqualTo(new double[][] {{0.0625, 0.25}, {1, 0.015625}});
    assertThat(narrow.means()).isDeepEqualTo(TWO.means());
  }

  @Test
  void itComesBackFromTensorsAsFloat32KeepsIt() {
    Mixture back = Objects.requireNonNull(Mixture.fromData(TWO.toData()));
    assertThat(back.means()).isDeepEqualTo(TWO.means());
    assertThat(back.variances()).isDeepEqualTo(TWO.variances());
    assertThat(back.logWeights()).containsExactly(TWO.logWeights(), within(1e-7));
    assertThat(Mixture.fromData(Map.of())).isNull();
  }

  @Test
  void tensorsOfAnotherTypeOrShapeOrOfNoNumbersAreRefused() {
    assertRefused("prior.means", new float[] {0, Float.NaN}, "NaN", 2, 1);
    assertRefused("prior.means", new float[] {0, 1}, "shape [2]", 2);
    assertRefused("prior.logWeights", new float[] {0}, "shape []");
  }

  private static void assertRefused(String name, float[] values, String complaint, long... shape) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    Map<String, TensorData> data = new HashMap<>(TWO.toData());
    data.put(name, new TensorData(DType.F32, shape, bytes));
    assertThatThrownBy(() -> Mixture.fromData(data))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(complaint);
  }

  @Test
  void partsThatDoNotFitTogetherAreRefused() {
    double[][] one = {{0}};
    assertThatThrownBy(() -> new Mixture(new double[] {0}, one, new double[][] {{0}}))
        .hasMessageContaining("variance 0.0 of component 0");
    assertThatThrownBy(() -> new Mixture(new double[] {0, 0}, one, one))
        .hasMessageContaining("2 weights, 1 means");
    assertThatThrownBy(
            () ->
                new Mixture(new double[2], new double[][] {{0}, {0, 1}}, new double[][] {{1}, {1}}))
        .hasMessageContaining("component 1");
  }

  private static double normal(double x, double mean, double deviation) {
    double off = (x - mean) / deviation;
    return Math.exp(-off * off / 2) / (deviation * Math.sqrt(2 * Math.PI));
  }
}
