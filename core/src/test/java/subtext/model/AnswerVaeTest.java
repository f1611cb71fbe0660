package subtext.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.config.Binder;
import subtext.data.Batch;
import subtext.data.FakeNetwork;
import subtext.error.InputException;
import subtext.nn.Observed;
import subtext.nn.SmallBatch;
import subtext.objective.Terms;
import subtext.tensor.CentralDifferences;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

class AnswerVaeTest {
  private static final String RECURRENT =
      """
      latent: 2
      encoder: {kind: lstm, embedding: 3, hidden: 4, bidirectional: true, dropout: 0.2}
      answer: {overlap: true, hidden: 3, dropout: 0.2}
      initialWeights: 0.7
      initialEmbeddings: 1
      """;

  private static final String TWIN = RECURRENT.replace("latent: 2", "latent: 0");

  private static final String PRETRAINED =
      RECURRENT.replace(
          "hidden: 3, dropout: 0.2}",
          "hidden: 3, dropout: 0.2, pretrained: {network: fake, dimensions: %d, hidden: 3}}"
              .formatted(FakeNetwork.DIMENSIONS));

  private static AnswerVae model(String settings, Parameters parameters) {
    ModelConfig config = Binder.bind(Binder.yaml("a model", settings), ModelConfig.class);
    AnswerVae model = new AnswerVae(config, SmallBatch.VOCABULARY, parameters);
    model.learnWords(new long[] {0, 0, 0, 9, 5, 1, 3, 2, 0}, 9);
    return model;
  }

  /** Sentences and questions with features, right and wrong. */
  private static Observed judged() {
    Batch batch = SmallBatch.judged(SmallBatch.batch());
    Batch source = Objects.requireNonNull(batch.source());
    float[] turned = batch.features().clone();
    for (int i = 0; i < turned.length / 2; i++) {
      float first = turned[i];
      turned[i] = turned[turned.length - 1 - i];
      turned[turned.length - 1 - i] = first;
    }
    return Observed.of(batch.withSource(source.withFeatures(turned)), Device.CPU);
  }

  @ParameterizedTest
  @ValueSource(strings = {"recurrent", "twin", "pretrained"})
  void gradientsAreThoseOfCentralDifferences(String kind) {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 5)) {
      AnswerVae model = model(settings(kind), parameters);
      CentralDifferences.check(parameters, () -> loss(model));
    }
  }

  private static String settings(String kind) {
    return switch (kind) {
      case "twin" -> TWIN;
      case "pretrained" -> PRETRAINED;
      default -> RECURRENT;
    };
  }

  private static Tensor loss(AnswerVae model) {
    Terms terms = model.terms(judged(), SmallBatch.training());
    Tensor kl_B = terms.kl_B();
    Tensor nats = terms.reconstruction_B().mean();
    return kl_B == null ? nats : nats.add(kl_B.mean().mul(0.7));
  }

  @Test
  void theTwinsNatsAreThoseOfItsProbabilities() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 5);
        Scope scope = Scope.open()) {
      AnswerVae model = model(TWIN, parameters);
      double[] logOdds = model.logits_B(judged(), SmallBatch.evaluation()).toDoubles();
      double[] nats = model.terms(judged(), SmallBatch.evaluation()).reconstruction_B().toDoubles();
      for (int b = 0; b < nats.length; b++) {
        double right = 1 / (1 + Math.exp(-logOdds[b]));
        assertThat(nats[b]).isCloseTo(-Math.log(b % 2 == 1 ? right : 1 - right), within(1e-9));
      }
    }
  }

  @Test
  void whatIsKnownOfTheAnswerChangesThePosteriorAndNotTheScore() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 5);
        Scope scope = Scope.open()) {
      AnswerVae model = model(RECURRENT, parameters);
      Observed right = labelled(1);
      Observed wrong = labelled(0);
      assertThat(model.logits_B(right, SmallBatch.evaluation()).toDoubles())
          .containsExactly(model.logits_B(wrong, SmallBatch.evaluation()).toDoubles());
      assertThat(kl(model, right)).isNotCloseTo(kl(model, wrong), within(1e-9));
    }
  }

  private static double kl(AnswerVae model, Observed x) {
    Terms terms = model.terms(x, SmallBatch.evaluation());
    return Objects.requireNonNull(terms.kl_B()).toDoubles()[0];
  }

  private static Observed labelled(long label) {
    Observed x = judged();
    return new Observed(
        x.inputs_BT(),
        x.targets_BT(),
        x.mask_BT(),
        x.counts(),
        new long[] {label, label, label, label},
        x.features_BN(),
        x.source(),
        x.vectors_BTD());
  }

  @Test
  void partsThatCannotFindAnswersAreRefused() {
    refused("{encoder: {kind: pretrained, dimensions: 8}}", "model.encoder");
    refused("{posterior: {kind: vonMisesFisher}, prior: {kind: uniform}}", "model.posterior");
  }

  private static void refused(String settings, String key) {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F32, 5)) {
      assertThatThrownBy(() -> model(settings, parameters))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(key);
    }
  }

  @Test
  void aSentenceWithoutAQuestionOrAJudgementIsRefused() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F32, 5);
        Scope scope = Scope.open()) {
      AnswerVae model = model(RECURRENT, parameters);
      Observed alone = Observed.of(SmallBatch.judged(Batch.of(SmallBatch.SENTENCES)), Device.CPU);
      assertThatThrownBy(() -> model.terms(alone, SmallBatch.evaluation()))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("data.source");
      assertThatThrownBy(() -> model.terms(SmallBatch.observed(), SmallBatch.evaluation()))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("data.label");
    }
  }
}
