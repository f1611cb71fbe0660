package subtext.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import subtext.data.Batch;
import subtext.decoder.DecoderConfig.Bag;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.nn.SmallBatch;
import subtext.tensor.Autograd;
import subtext.tensor.CentralDifferences;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

class MultinomialTest {
  private static final int TOPICS = 3;
  private static final Space SPACE = new Space(SmallBatch.VOCABULARY, TOPICS);
  private static final int WORDS = SmallBatch.VOCABULARY - 4;

  private static final double[] Z = {1, -0.5, 0.2, 0.4, 0.1, 2, -1, 0, 0.3, 0.8, -2, 0.6};

  static Stream<Bag> configs() {
    return Stream.of(
        new Bag(Bag.Topics.LINEAR, false, 0),
        new Bag(Bag.Topics.LINEAR, false, 0.3),
        new Bag(Bag.Topics.SOFTMAX, false, 0),
        new Bag(Bag.Topics.SOFTMAX, true, 0.3));
  }

  private static Multinomial multinomial(Bag config, Parameters parameters) {
    return config.create(
        () -> {
          throw new AssertionError("a bag reads no vectors");
        },
        SPACE,
        parameters,
        0.7);
  }

  private static Tensor z() {
    return Tensor.of(Z, 4, TOPICS);
  }

  private static double[] weights(Bag config, int b) {
    double[] z = Arrays.copyOfRange(Z, b * TOPICS, (b + 1) * TOPICS);
    double sum = Arrays.stream(z).map(Math::exp).sum();
    return config.topics() == Bag.Topics.LINEAR
        ? z
        : Arrays.stream(z).map(value -> Math.exp(value) / sum).toArray();
  }

  @ParameterizedTest
  @MethodSource("configs")
  void theNatsAreThoseOfASumOverTheWords(Bag config) {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 2);
        Scope scope = Scope.open()) {
      Multinomial multinomial = multinomial(config, parameters);
      double[] weight = value(parameters, "decoder.words.weight");
      if (!config.normalize()) {
        Tensor bias = Objects.requireNonNull(parameters.byName().get("decoder.words.bias"));
        Autograd.withoutResult(
            () -> bias.copy_(Tensor.of(new double[] {0.1, 0.5, -1, 0, 0.3}, WORDS)));
      }
      double[] nats =
          multinomial
              .reconstruction_B(SmallBatch.observed(), z(), SmallBatch.evaluation())
              .toDoubles();
      for (int b = 0; b < 4; b++) {
        double[] shares = weights(config, b);
        double[] scores = new double[WORDS];
        for (int w = 0; w < WORDS; w++) {
          for (int k = 0; k < TOPICS; k++) {
            scores[w] += weight[w * TOPICS + k] * shares[k];
          }
          // Before training, the running averages are 0 and 1.
          scores[w] =
              config.normalize()
                  ? scores[w] / Math.sqrt(1 + 1e-5)
                  : scores[w] + value(parameters, "decoder.words.bias")[w];
        }
        double logSum = Math.log(Arrays.stream(scores).map(Math::exp).sum());
        double expected = 0;
        for (int token : SmallBatch.SENTENCES.get(b)) {
          expected += token < 4 ? 0 : logSum - scores[token - 4];
        }
        assertThat(nats[b]).isCloseTo(expected, within(1e-9));
      }
    }
  }

  private static double[] value(Parameters parameters, String name) {
    return Objects.requireNonNull(parameters.byName().get(name)).toDoubles();
  }

  @ParameterizedTest
  @MethodSource("configs")
  void neitherPaddingNorOrderChangesTheNats(Bag config) {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 2);
        Scope scope = Scope.open()) {
      Multinomial multinomial = multinomial(config, parameters);
      double[] together =
          multinomial
              .reconstruction_B(SmallBatch.observed(), z(), SmallBatch.evaluation())
              .toDoubles();
      for (int b = 0; b < 4; b++) {
        int[] words = SmallBatch.SENTENCES.get(b);
        int[] reversed =
            IntStream.range(0, words.length).map(t -> words[words.length - 1 - t]).toArray();
        Observed alone = Observed.of(Batch.of(List.of(reversed)), Device.CPU);
        Pass pass = Pass.evaluation(new Noise(11, 3), new long[] {b});
        assertThat(multinomial.reconstruction_B(alone, z().narrow(0, b, 1), pass).item())
            .isCloseTo(together[b], within(1e-12));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("configs")
  void gradientsAreThoseOfCentralDifferences(Bag config) {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 2)) {
      Multinomial multinomial = multinomial(config, parameters);
      CentralDifferences.check(
          parameters,
          () ->
              multinomial
                  .reconstruction_B(SmallBatch.observed(), z(), SmallBatch.training())
                  .sum());
    }
  }

  @Test
  void theFirstWordsOfATopicAreThoseOfItsLargestWeights() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 2);
        Scope scope = Scope.open()) {
      Multinomial multinomial = multinomial(Bag.DEFAULT, parameters);
      Tensor weight = Objects.requireNonNull(parameters.byName().get("decoder.words.weight"));
      double[] rows = {0, 5, 1, 1, 4, 0, 2, 3, 0, 3, 2, 0, 4, 1, 2};
      Autograd.withoutResult(() -> weight.copy_(Tensor.of(rows, WORDS, TOPICS)));
      assertThat(multinomial.topWords(2)).isDeepEqualTo(new int[][] {{8, 7}, {4, 5}, {8, 4}});
      assertThat(multinomial.topWords(99)[0]).containsExactly(8, 7, 6, 5, 4);
    }
  }

  @Test
  void theFirstWordsOfAShareAreTheLikeliestWhereItIsAll() {
    Bag config = new Bag(Bag.Topics.SOFTMAX, true, 0);
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 2);
        Scope scope = Scope.open()) {
      Multinomial multinomial = multinomial(config, parameters);
      set(parameters, "decoder.words.shift", 2, 0, 0.5, -1, 0);
      set(parameters, "decoder.words.runningMean", 1, 0, 0, 0.3, -1);
      set(parameters, "decoder.words.runningVariance", 4, 1, 0.1, 1, 2);
      int[][] first = multinomial.topWords(1);
      Tensor z = Tensor.of(new double[] {50, 0, 0, 0, 50, 0, 0, 0, 50}, TOPICS, TOPICS);
      for (int k = 0; k < TOPICS; k++) {
        int topic = k;
        int likeliest =
            IntStream.range(4, SmallBatch.VOCABULARY)
                .boxed()
                .min(Comparator.comparingDouble(word -> nats(multinomial, z, topic, word)))
                .orElseThrow();
        assertThat(first[k]).containsExactly(likeliest);
      }
    }
  }

  private static void set(Parameters parameters, String name, double... values) {
    Tensor tensor = Objects.requireNonNull(parameters.byName().get(name));
    Autograd.withoutResult(() -> tensor.copy_(Tensor.of(values, values.length)));
  }

  private static double nats(Multinomial multinomial, Tensor z, int topic, int word) {
    Observed x = Observed.of(Batch.of(List.of(new int[] {word})), Device.CPU);
    return multinomial.reconstruction_B(x, z.narrow(0, topic, 1), SmallBatch.evaluation()).item();
  }

  @Test
  void whatWasFoundOfTheTopicsIsKeptWithTheWeights() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F32, 2)) {
      Multinomial multinomial = multinomial(Bag.DEFAULT, parameters);
      assertThat(multinomial.keptShares()).containsOnly(0);
      multinomial.keep(new double[] {0.5, 0.25, 0.25}, new double[] {0.125, 0, -0.5});
      try (Parameters loaded = new Parameters(Device.CPU, DType.F32, 9)) {
        Multinomial copy = multinomial(Bag.DEFAULT, loaded);
        loaded.load(parameters.toData());
        assertThat(copy.keptShares()).containsExactly(0.5, 0.25, 0.25);
        assertThat(copy.keptCoherence()).containsExactly(0.125, 0, -0.5);
      }
    }
  }
}
