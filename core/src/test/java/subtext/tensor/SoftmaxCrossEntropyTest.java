package subtext.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Against central differences and the engine's own operations. N rows, H features, V vocabulary.
 */
class SoftmaxCrossEntropyTest {
  private final Parameters parameters = new Parameters(Device.CPU, DType.F64, 3);

  @AfterEach
  void free() {
    parameters.close();
  }

  private static final int ROWS = 7;

  private static final int FEATURES = 4;

  private Tensor create(String name, long... shape) {
    return parameters.create(name, new Init.Uniform(1), shape);
  }

  private static Tensor targets(int vocabulary) {
    long[] targets = LongStream.range(0, ROWS).map(n -> (n * 31) % vocabulary).toArray();
    return Tensor.of(targets, ROWS);
  }

  /** Rows that count differently, as sentences of different lengths do; one counts nothing. */
  private static Tensor weigh(Tensor nats_N) {
    return nats_N.mul(Tensor.of(new double[] {1, 2, 0, -1, 0.5, 1, 3}, ROWS)).sum();
  }

  @Test
  void gradientsAreThoseOfCentralDifferences() {
    Tensor input = create("input", ROWS, FEATURES);
    Tensor weight = create("weight", 9, FEATURES);
    Tensor bias = create("bias", 9);
    CentralDifferences.check(
        parameters,
        () -> weigh(SoftmaxCrossEntropy.nats_N(input.tanh(), weight, bias, targets(9))));
  }

  @Test
  void natsAndGradientsOfManyPiecesAreThoseOfTheEngine() {
    int vocabulary = 100_000; // 2^18 / 100,000 is 2 rows at a time, and the last piece is short
    Tensor input = create("input", ROWS, FEATURES);
    Tensor weight = create("weight", vocabulary, FEATURES);
    Tensor bias = create("bias", vocabulary);
    try (Scope scope = Scope.open()) {
      Tensor targets = targets(vocabulary);
      Tensor expected = Layers.crossEntropy(input.mul(3).linear(weight, bias), targets);
      Tensor nats = SoftmaxCrossEntropy.nats_N(input.mul(3), weight, bias, targets);
      assertThat(nats.toDoubles()).containsExactly(expected.toDoubles(), within(1e-12));
      double[] unrecorded =
          Autograd.without(
              () -> SoftmaxCrossEntropy.nats_N(input.mul(3), weight, bias, targets).toDoubles());
      assertThat(unrecorded).containsExactly(expected.toDoubles(), within(1e-12));
      weigh(expected).backward();
      double[][] gradients = takeGradients();
      weigh(nats).backward();
      double[][] ours = takeGradients();
      for (int p = 0; p < ours.length; p++) {
        assertThat(farthest(ours[p], gradients[p])).isLessThan(1e-12);
      }
    }
  }

  @Test
  void natsOfManyProductsAreThoseOfTheEngine() {
    int vocabulary = 3_000_000; // 2^23 / 3,000,000 is 2 rows, and the last product is short
    Tensor input = create("input", ROWS, 1);
    Tensor weight = create("weight", vocabulary, 1);
    Tensor bias = create("bias", vocabulary);
    try (Scope scope = Scope.open()) {
      Tensor targets = targets(vocabulary);
      double[] expected =
          Autograd.without(
              () -> Layers.crossEntropy(input.linear(weight, bias), targets).toDoubles());
      double[] nats =
          Autograd.without(
              () -> SoftmaxCrossEntropy.nats_N(input, weight, bias, targets).toDoubles());
      assertThat(nats).containsExactly(expected, within(1e-12));
    }
  }

  /** Of a million numbers: what is said of each of them would take minutes. */
  private static double farthest(double[] a, double[] b) {
    assertThat(a).hasSameSizeAs(b);
    return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i])).max().orElseThrow();
  }

  @Test
  void aTargetThatIsAsGoodAsImpossibleCostsWhatItsScoreSays() {
    try (Scope scope = Scope.open()) {
      Tensor input = Tensor.of(new float[] {1}, 1, 1);
      Tensor weight = Tensor.of(new float[] {0, 500, -400}, 3, 1);
      Tensor bias = Tensor.of(new float[] {0, 0, 0}, 3);
      Tensor target = Tensor.of(new long[] {2}, 1);
      double nats =
          Autograd.without(() -> SoftmaxCrossEntropy.nats_N(input, weight, bias, target).item());
      assertThat(nats).isEqualTo(900);
    }
  }

  private double[][] takeGradients() {
    return parameters.tensors().stream()
        .map(
            parameter -> {
              double[] gradient = Objects.requireNonNull(parameter.gradient()).toDoubles();
              parameter.clearGradient();
              return gradient;
            })
        .toArray(double[][]::new);
  }
}
