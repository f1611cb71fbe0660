package subtext.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.config.Binder;
import subtext.data.Batch;
import subtext.error.InputException;
import subtext.metric.Interval;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.nn.SmallBatch;
import subtext.objective.Terms;
import subtext.tensor.CentralDifferences;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

/** Four sentences, the second and the last with a label. */
class LabelledVaeTest {
  private static final String SUPERVISED = "{kind: supervised, labels: 3, head: {dropout: 0.3}}";
  private static final String LATENTS = "{kind: latents, labels: 3, head: {hidden: 4}, weight: 2}";
  private static final String SUMMED = "{kind: semiSupervised, labels: 3, weight: 2, hidden: 5}";
  private static final String SUMMED_SHARES =
      "{kind: semiSupervised, labels: 3, weight: 2, prior: shares}";
  private static final String DRAWN =
      "{kind: semiSupervised, labels: 3, summed: 2, samples: 2, head: {hidden: 4, dropout: 0.2}}";

  private static final int[] LABELS = {-1, 2, -1, 0};
  private static final int[] NO_LABELS = {-1, -1, -1, -1};

  private static LabelledVae model(String classifier, Parameters parameters) {
    String yaml =
        """
        latent: 2
        classifier: %s
        encoder: {kind: gru, embedding: 3, hidden: 4, pooling: mean, dropout: 0.2}
        decoder: {kind: lstm, embedding: 3, hidden: 4, inputDropout: 0.2, outputDropout: 0.2, wordDropout: 0.3}
        initialWeights: 0.7
        initialEmbeddings: 1
        """
            .formatted(classifier);
    ModelConfig config = Binder.bind(Binder.yaml("a small model", yaml), ModelConfig.class);
    LabelledVae model = new LabelledVae(config, SmallBatch.VOCABULARY, parameters);
    model.learnPrior(new long[] {5, 2, 1});
    return model;
  }

  private static Observed observed(int... labels) {
    Batch batch = SmallBatch.batch();
    return Observed.of(
        new Batch(
            batch.examples(), batch.lengths(), batch.tokens(), labels, batch.batch(), batch.time()),
        Device.CPU);
  }

  private static Tensor loss(LabelledVae model, Observed x) {
    Terms terms = model.terms(x, SmallBatch.training());
    Tensor loss = terms.reconstruction_B().mean();
    Tensor kl_BD = terms.kl_BD();
    loss = kl_BD == null ? loss : loss.add(kl_BD.sum(1).mean().mul(0.7));
    Tensor auxiliary_B = terms.auxiliary_B();
    return auxiliary_B == null ? loss : loss.add(auxiliary_B.mean());
  }

  @ParameterizedTest
  @ValueSource(strings = {SUPERVISED, SUMMED, SUMMED_SHARES, DRAWN})
  void gradientsAreThoseOfCentralDifferences(String classifier) {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 5)) {
      LabelledVae model = model(classifier, parameters);
      CentralDifferences.check(parameters, () -> loss(model, observed(LABELS)));
    }
  }

  /** The head's own gradients; the autoencoder's are those that it has without labels. */
  @Test
  void labelsReachTheHeadOfLatentsAndNothingElse() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 5);
        Scope scope = Scope.open()) {
      LabelledVae model = model(LATENTS, parameters);
      loss(model, observed(LABELS)).backward();
      double[] withLabels = gradient(parameters, "encoder.embedding.table");
      double[] head = gradient(parameters, "classifier.output.weight");
      parameters.tensors().forEach(Tensor::clearGradient);
      loss(model, observed(NO_LABELS)).backward();
      assertThat(gradient(parameters, "encoder.embedding.table")).containsExactly(withLabels);
      assertThat(Arrays.stream(head).map(Math::abs).max().orElseThrow()).isGreaterThan(1e-3);
      assertThat(gradient(parameters, "classifier.output.weight")).containsOnly(0);
    }
  }

  private static double[] gradient(Parameters parameters, String name) {
    Tensor parameter = Objects.requireNonNull(parameters.byName().get(name));
    return Objects.requireNonNull(parameter.gradient()).toDoubles();
  }

  @ParameterizedTest
  @ValueSource(strings = {SUMMED, SUMMED_SHARES})
  void theSummedBoundIsTheSumOverEveryLabelOnItsOwn(String classifier) {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 5);
        Scope scope = Scope.open()) {
      LabelledVae model = model(classifier, parameters);
      double[] whole = bound(model, observed(NO_LABELS));
      double[] q =
          model.logits_BL(observed(NO_LABELS), SmallBatch.evaluation()).softmax(1).toDoubles();
      double[] logQ = Arrays.stream(q).map(Math::log).toArray();
      double[] expected = new double[4];
      for (int y = 0; y < 3; y++) {
        double[] joint = bound(model, observed(y, y, y, y));
        for (int b = 0; b < 4; b++) {
          double log = logQ[b * 3 + y];
          // A labelled sentence pays the classification term besides: 2 * -log q(y|x).
          expected[b] += q[b * 3 + y] * (joint[b] + 2 * log + log);
        }
      }
      assertThat(whole).containsExactly(expected, within(1e-9));
    }
  }

  /** Reconstruction, KL of z, and what is paid for the label. */
  private static double[] bound(LabelledVae model, Observed x) {
    return bound(model, x, SmallBatch.evaluation());
  }

  private static double[] bound(LabelledVae model, Observed x, Pass pass) {
    Terms terms = model.terms(x, pass);
    return terms
        .reconstruction_B()
        .add(Objects.requireNonNull(terms.kl_B()))
        .add(Objects.requireNonNull(terms.auxiliary_B()))
        .toDoubles();
  }

  /** Both with the same z in each of 200 steps, whose differences are compared with their error. */
  @Test
  void theDrawnBoundIsTheSummedOneOnAverage() {
    try (Parameters one = new Parameters(Device.CPU, DType.F64, 5);
        Parameters other = new Parameters(Device.CPU, DType.F64, 5);
        Scope scope = Scope.open()) {
      LabelledVae summed = model("{kind: semiSupervised, labels: 3}", one);
      LabelledVae drawn = model("{kind: semiSupervised, labels: 3, summed: 0, samples: 10}", other);
      double[][] differences = new double[LABELS.length][200];
      for (int step = 0; step < 200; step++) {
        Pass pass = Pass.evaluation(new Noise(11, step), SmallBatch.batch().examples());
        double[] exact = bound(summed, observed(NO_LABELS), pass);
        double[] estimate = bound(drawn, observed(NO_LABELS), pass);
        for (int b = 0; b < LABELS.length; b++) {
          differences[b][step] = estimate[b] - exact[b];
        }
      }
      for (double[] of : differences) {
        Interval found = Interval.of(of);
        assertThat(found.standardError()).isBetween(1e-4, 0.1);
        assertThat(found.mean()).isCloseTo(0, within(3 * found.standardError()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SUPERVISED, LATENTS, SUMMED, DRAWN})
  void aSentenceHasTheTermsThatItHasAlone(String classifier) {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 5);
        Scope scope = Scope.open()) {
      LabelledVae model = model(classifier, parameters);
      Terms together = model.terms(observed(LABELS), SmallBatch.training());
      for (int b = 0; b < LABELS.length; b++) {
        Batch own = SmallBatch.alone(b);
        Batch labelled =
            new Batch(
                own.examples(), own.lengths(), own.tokens(), new int[] {LABELS[b]}, 1, own.time());
        Pass pass = new Pass(true, SmallBatch.training().noise(), own.examples());
        Terms alone = model.terms(Observed.of(labelled, Device.CPU), pass);
        assertThat(alone.reconstruction_B().item())
            .isCloseTo(together.reconstruction_B().toDoubles()[b], within(1e-9));
        assertThat(value(alone.kl_B(), 0)).isCloseTo(value(together.kl_B(), b), within(1e-9));
        assertThat(value(alone.auxiliary_B(), 0))
            .isCloseTo(value(together.auxiliary_B(), b), within(1e-9));
      }
    }
  }

  private static double value(@Nullable Tensor nats_B, int b) {
    return nats_B == null ? 0 : nats_B.toDoubles()[b];
  }

  @Test
  void anotherNoiseOfTheStepDrawsOtherLabels() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 5);
        Scope scope = Scope.open()) {
      LabelledVae model = model("{kind: semiSupervised, labels: 3, summed: 0}", parameters);
      Observed x = observed(NO_LABELS);
      Pass other = Pass.evaluation(new Noise(11, 4), SmallBatch.batch().examples());
      assertThat(model.terms(x, other).reconstruction_B().toDoubles())
          .isNotEqualTo(model.terms(x, SmallBatch.evaluation()).reconstruction_B().toDoubles());
    }
  }

  @Test
  void theTemperatureMovesProbabilitiesAndNotTheScores() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 5);
        Scope scope = Scope.open()) {
      LabelledVae model = model(SUPERVISED, parameters);
      double[] scores = model.logits_BL(observed(LABELS), SmallBatch.evaluation()).toDoubles();
      model.calibrate(1e6);
      assertThat(model.temperature()).isCloseTo(1e6, within(1e-6));
      assertThat(model.logits_BL(observed(LABELS), SmallBatch.evaluation()).toDoubles())
          .containsExactly(scores);
      assertThat(model.probabilities_BL(observed(LABELS), SmallBatch.evaluation()).toDoubles())
          .hasSize(12)
          .usingElementComparator((p, third) -> Math.abs(p - third) < 1e-5 ? 0 : 1)
          .containsOnly(1.0 / 3);
    }
  }

  @Test
  void sharesArePriorWhereTheyAreAskedForAndNowhereElse() {
    try (Parameters one = new Parameters(Device.CPU, DType.F64, 5);
        Parameters other = new Parameters(Device.CPU, DType.F64, 5)) {
      assertThat(Objects.requireNonNull(model(SUMMED_SHARES, one).source()).labels())
          .containsExactly(new double[] {6 / 11.0, 3 / 11.0, 2 / 11.0}, within(1e-9));
      assertThat(Objects.requireNonNull(model(SUMMED, other).source()).labels())
          .containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(1e-9));
    }
  }

  @Test
  void aModelWithoutAClassifierIsRefused() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F32, 5)) {
      assertThatThrownBy(() -> Network.create(Task.CLASSIFY, ModelConfig.DEFAULT, 9, parameters))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("supervised, latents and semiSupervised");
    }
  }
}
