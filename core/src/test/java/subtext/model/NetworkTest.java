package subtext.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import subtext.config.Binder;
import subtext.data.Batch;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.nn.SmallBatch;
import subtext.objective.Terms;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Optimizer;
import subtext.tensor.OptimizerConfig;
import subtext.tensor.Parameters;
import subtext.tensor.Precision;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

/** What holds for every model of text. */
class NetworkTest {
  /** Of nats up to 50 in float32: eight times the last digit. */
  private static final Offset<Double> ROUNDING = within(3e-5);

  /** The settings of other tests, with every kind of dropout. */
  private static final String DROPOUT =
      """
      latent: 4
      classifier: {kind: semiSupervised, labels: 3, hidden: 5}
      answer: {hidden: 3, dropout: 0.3}
      encoder: {kind: gru, embedding: 6, hidden: 8, bidirectional: true, pooling: all, dropout: 0.3}
      decoder: {kind: lstm, embedding: 6, hidden: 8, layers: 2, inputDropout: 0.4, outputDropout: 0.4,
                wordDropout: 0.5}
      initialWeights: 0.8
      """;

  private static final String PLAIN =
      """
      latent: 4
      classifier: {kind: semiSupervised, labels: 3, hidden: 5}
      answer: {hidden: 3, dropout: 0}
      encoder: {kind: gru, embedding: 6, hidden: 8, bidirectional: true, pooling: all, dropout: 0}
      decoder: {kind: lstm, embedding: 6, hidden: 8, layers: 2, inputDropout: 0, outputDropout: 0,
                wordDropout: 0}
      initialWeights: 0.8
      """;

  private static Network model(Task task, String settings) {
    ModelConfig config = Binder.bind(Binder.yaml("a model", settings), ModelConfig.class);
    return Network.create(
        task, config, SmallBatch.VOCABULARY, new Parameters(Device.CPU, DType.F32, 1));
  }

  @ParameterizedTest
  @EnumSource
  void neitherPaddingNorTheOthersOfItsBatchChangeASentence(Task task) {
    for (boolean training : new boolean[] {false, true}) {
      try (Network model = model(task, DROPOUT);
          Scope scope = Scope.open()) {
        Terms together = terms(model, SmallBatch.batch(), training);
        Terms padded = terms(model, padded(SmallBatch.batch(), 9), training);
        assertEqual(padded, together, List.of(0, 1, 2, 3));
        for (int b = 0; b < SmallBatch.SENTENCES.size(); b++) {
          assertEqual(terms(model, SmallBatch.alone(b), training), together, List.of(b));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theOrderOfABatchChangesNoSentence(Task task) {
    try (Network model = model(task, DROPOUT);
        Scope scope = Scope.open()) {
      Terms backwards = terms(model, SmallBatch.backwards(), true);
      assertEqual(backwards, terms(model, SmallBatch.batch(), true), List.of(3, 2, 1, 0));
    }
  }

  @ParameterizedTest
  @EnumSource
  void dropoutIsOffAtEvaluationAndOnInTraining(Task task) {
    try (Network dropping = model(task, DROPOUT);
        Network plain = model(task, PLAIN);
        Scope scope = Scope.open()) {
      Terms expected = terms(plain, SmallBatch.batch(), false);
      assertEqual(terms(dropping, SmallBatch.batch(), false), expected, List.of(0, 1, 2, 3));
      assertEqual(terms(plain, SmallBatch.batch(), true), expected, List.of(0, 1, 2, 3));
      assertThat(terms(dropping, SmallBatch.batch(), true).reconstruction_B().toDoubles()[0])
          .isNotCloseTo(expected.reconstruction_B().toDoubles()[0], ROUNDING);
    }
  }

  @Test
  void oneBatchCanBeOverfitted() {
    try (Network model = model(Task.SENTENCE, PLAIN);
        Optimizer optimizer = adam(model, 0.02)) {
      int predictions = SmallBatch.SENTENCES.stream().mapToInt(words -> words.length + 1).sum();
      double nats = Double.POSITIVE_INFINITY;
      for (int step = 0; step < 250; step++) {
        nats = step(model, optimizer, Precision.FLOAT32, step, 0.01);
      }
      assertThat(nats / predictions).isLessThan(0.1);
    }
  }

  /** The engine has no LSTM in bfloat16 for a processor without its instructions. */
  @Test
  @EnabledIf("subtext.tensor.Processor#hasBfloat16")
  void inBfloat16AModelLearnsAsInFloat32() {
    String lstm = PLAIN.replace("gru", "lstm");
    double[] exact = losses(lstm, Precision.FLOAT32);
    double[] rounded = losses(lstm, Precision.BFLOAT16);
    assertThat(exact[39]).isLessThan(exact[0] / 2);
    for (int step = 0; step < exact.length; step++) {
      assertThat(rounded[step]).isCloseTo(exact[step], within(0.05 * exact[0]));
    }
  }

  private static double[] losses(String settings, Precision precision) {
    try (Network model = model(Task.SENTENCE, settings);
        Optimizer optimizer = adam(model, 0.03)) {
      double[] losses = new double[40];
      Arrays.setAll(losses, step -> step(model, optimizer, precision, step, 0.1));
      return losses;
    }
  }

  @Test
  void aThousandStepsLeaveNoTensorBehind() {
    String smallest =
        """
        latent: 2
        encoder: {kind: rnn, embedding: 2, hidden: 2, dropout: 0.3}
        decoder: {kind: rnn, embedding: 2, hidden: 2, wordDropout: 0.3}
        """;
    try (Network model = model(Task.SENTENCE, smallest);
        Optimizer optimizer = adam(model, 1e-3)) {
      long before = Scope.liveTensors();
      for (int step = 0; step < 1000; step++) {
        step(model, optimizer, Precision.FLOAT32, step, 1);
      }
      assertThat(Scope.liveTensors()).isEqualTo(before);
    }
  }

  @Test
  void closingAModelFreesItsParameters() {
    long before = Scope.liveTensors();
    try (Network model = model(Task.SENTENCE, PLAIN)) {
      assertThat(Scope.liveTensors()).isGreaterThan(before);
      assertThat(model.parameters().count()).isPositive();
    }
    assertThat(Scope.liveTensors()).isEqualTo(before);
  }

  @Test
  void theWeightsOfADecoderDoNotDependOnWhatElseTheModelHas() {
    try (Network gru = model(Task.SENTENCE, PLAIN);
        Network lstm = model(Task.SENTENCE, PLAIN.replace("gru", "lstm"))) {
      assertThat(weight(gru, "decoder.rnn.0.recurrent"))
          .containsExactly(weight(lstm, "decoder.rnn.0.recurrent"));
    }
  }

  private static float[] weight(Network model, String name) {
    return Objects.requireNonNull(model.parameters().byName().get(name)).toFloats();
  }

  private static Optimizer adam(Network model, double rate) {
    return new Optimizer(new OptimizerConfig.Adam(rate, 0.9, 0.999, 1e-8, 0), model.parameters());
  }

  /** Takes a step; gives the nats of the reconstruction of the whole batch. */
  private static double step(
      Network model, Optimizer optimizer, Precision precision, long step, double klWeight) {
    try (Scope scope = Scope.open()) {
      Pass pass = new Pass(true, new Noise(1, step), SmallBatch.batch().examples());
      Observed x = SmallBatch.observed();
      Terms terms = precision.run(Device.CPU, () -> model.terms(x, pass));
      Tensor kl_B = Objects.requireNonNull(terms.kl_B());
      terms.reconstruction_B().add(kl_B.mul(klWeight)).mean().backward();
      double norm = optimizer.gradientNorm().item();
      optimizer.step(1, Math.min(1, 5 / norm));
      return terms.reconstruction_B().sum().item();
    }
  }

  private static Terms terms(Network model, Batch batch, boolean training) {
    Pass pass = new Pass(training, new Noise(5, 2), batch.examples());
    Batch read = model instanceof AnswerVae ? SmallBatch.judged(batch) : batch;
    return model.terms(Observed.of(read, Device.CPU), pass);
  }

  private static Batch padded(Batch batch, int time) {
    int[] tokens = new int[batch.batch() * time];
    for (int b = 0; b < batch.batch(); b++) {
      System.arraycopy(batch.sentence(b), 0, tokens, b * time, batch.lengths()[b]);
    }
    Batch source = batch.source();
    Batch wider =
        new Batch(batch.examples(), batch.lengths(), tokens, batch.labels(), batch.batch(), time);
    return source == null ? wider : wider.withSource(padded(source, time));
  }

  /** Demands that row i of {@code actual} is row rows[i] of {@code expected}. */
  private static void assertEqual(Terms actual, Terms expected, List<Integer> rows) {
    List<Tensor> are =
        Stream.of(actual.reconstruction_B(), actual.kl_B()).filter(Objects::nonNull).toList();
    List<Tensor> should =
        Stream.of(expected.reconstruction_B(), expected.kl_B()).filter(Objects::nonNull).toList();
    for (int term = 0; term < are.size(); term++) {
      double[] values = should.get(term).toDoubles();
      assertThat(are.get(term).toDoubles())
          .containsExactly(rows.stream().mapToDouble(row -> values[row]).toArray(), ROUNDING);
    }
  }
}
