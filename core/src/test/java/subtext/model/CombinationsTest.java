package subtext.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import subtext.config.Binder;
import subtext.error.InputException;
import subtext.nn.SmallBatch;
import subtext.objective.ObjectiveConfig;
import subtext.objective.Terms;
import subtext.recipe.TrainConfig;
import subtext.tensor.CentralDifferences;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Optimizer;
import subtext.tensor.OptimizerConfig;
import subtext.tensor.Parameters;
import subtext.tensor.Precision;
import subtext.tensor.Ranks;
import subtext.tensor.Tensor;
import subtext.train.StepReport;
import subtext.train.TrainingStep;

/** Every posterior with every prior that suits it, through encoder and decoder. */
class CombinationsTest {
  private static final Map<String, List<String>> PRIORS =
      Map.of(
          "{kind: gaussian}",
              List.of(
                  "{kind: normal}",
                  "{kind: mixture, components: 2}",
                  vamp(),
                  "{kind: dirichlet, alpha: 0.3}"),
          "{kind: batchNorm, gamma: 1, variances: true}",
              List.of("{kind: dirichlet}", "{kind: normal}"),
          "{kind: batchNorm}", List.of("{kind: normal}", "{kind: mixture, components: 2}", vamp()),
          "{kind: vonMisesFisher, concentration: 3}", List.of("{kind: uniform}", vamp()),
          "{kind: flow, steps: 2, hidden: 5}",
              List.of("{kind: normal}", "{kind: mixture, components: 2}"),
          "{kind: delta}", List.of("{kind: normal}"));

  private static String vamp() {
    return "{kind: vamp, components: 3, length: 2}";
  }

  static Stream<Arguments> pairs() {
    return PRIORS.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(
            entry -> entry.getValue().stream().map(prior -> Arguments.of(entry.getKey(), prior)));
  }

  private static final Map<String, String> ENCODERS =
      Map.of(
          "gru", "{kind: gru, embedding: 4, hidden: 5, bidirectional: true, dropout: 0.2}",
          "lstm", "{kind: lstm, embedding: 4, hidden: 5}",
          "rnn", "{kind: rnn, embedding: 4, hidden: 5, layers: 2, pooling: all}",
          "transformer", "{kind: transformer, embedding: 4, layers: 1, heads: 2, feedForward: 5}",
          "bag", "{kind: bag, embedding: 4, hidden: 5}",
          "pretrained", "{kind: pretrained, network: fake, dimensions: 6, hidden: 5}",
          "counts", "{kind: counts, hidden: 5, wordDropout: 0.2}",
          "combined",
              "{kind: combined, counts: {hidden: 5}, pretrained: {network: fake, dimensions: 6,"
                  + " hidden: 3}}");

  private static final Set<String> READ_TOKENS = Set.of("gru", "lstm", "rnn", "transformer", "bag");

  private static final Map<String, String> DECODERS =
      Map.of(
          "gru",
          "{kind: gru, embedding: 4, hidden: 5, layers: 2, inputDropout: 0.2}",
          "lstm",
          "{kind: lstm, embedding: 4, hidden: 5, skip: true, wordDropout: 0.3}",
          "rnn",
          "{kind: rnn, embedding: 4, hidden: 5}",
          "memory",
          transformer("memory"),
          "prefix",
          transformer("prefix"),
          "added",
          transformer("embedding"),
          "linear bag",
          "{kind: bag}",
          "bag",
          "{kind: bag, topics: softmax, normalize: true, dropout: 0.2}");

  private static String transformer(String latent) {
    return "{kind: transformer, embedding: 4, layers: 1, heads: 2, feedForward: 5, skip: true,"
        + " latent: "
        + latent
        + "}";
  }

  private static ModelConfig config(
      String posterior, String prior, String encoder, String decoder) {
    String text =
        """
        latent: 2
        posterior: %s
        prior: %s
        encoder: %s
        decoder: %s
        initialWeights: 0.7
        initialEmbeddings: 1
        """
            .formatted(posterior, prior, ENCODERS.get(encoder), DECODERS.get(decoder));
    return Binder.bind(Binder.yaml("a combination", text), ModelConfig.class);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void gradientsAreThoseOfCentralDifferences(String posterior, String prior) {
    if (posterior.contains("batchNorm") && prior.contains("vamp")) {
      return; // pseudo-inputs are read with the running averages, which every call moves
    }
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 5)) {
      Vae vae = new Vae(config(posterior, prior, "gru", "lstm"), SmallBatch.VOCABULARY, parameters);
      CentralDifferences.check(parameters, () -> loss(vae));
    }
  }

  private static Tensor loss(Vae vae) {
    Terms terms = vae.terms(SmallBatch.observed(), SmallBatch.training());
    Tensor kl_B = terms.kl_B();
    Tensor rec_B = terms.reconstruction_B();
    return (kl_B == null ? rec_B : rec_B.add(kl_B.mul(0.7))).mean();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aStepLeavesEveryNumberFiniteAndMovesTheModel(String posterior, String prior) {
    for (String encoder : ENCODERS.keySet()) {
      if (!READ_TOKENS.contains(encoder) && prior.contains("vamp")) {
        continue; // refused, see below
      }
      for (String decoder : DECODERS.keySet()) {
        step(config(posterior, prior, encoder, decoder), Precision.FLOAT32);
      }
    }
  }

  @Test
  void aStepInBfloat16IsNearlyThatInFloat32() {
    for (String encoder : ENCODERS.keySet()) {
      for (String decoder : DECODERS.keySet()) {
        ModelConfig config = config("{kind: gaussian}", "{kind: normal}", encoder, decoder);
        StepReport exact = step(config, Precision.FLOAT32);
        StepReport coarse = step(config, Precision.BFLOAT16);
        assertThat(coarse.loss())
            .as("%s, %s", encoder, decoder)
            .isCloseTo(exact.loss(), withinPercentage(2));
        assertThat(coarse.gradientNorm())
            .as("%s, %s", encoder, decoder)
            .isCloseTo(exact.gradientNorm(), withinPercentage(5));
      }
    }
  }

  private static StepReport step(ModelConfig config, Precision precision) {
    TrainConfig train =
        Binder.bind(
            Binder.yaml("a step", "{precision: %s}".formatted(precision)), TrainConfig.class);
    try (Parameters parameters = new Parameters(Device.CPU, DType.F32, 5);
        Optimizer optimizer = new Optimizer(new OptimizerConfig.Sgd(0.1, 0), parameters)) {
      Vae vae = new Vae(config, SmallBatch.VOCABULARY, parameters);
      StepReport report =
          new TrainingStep(vae, optimizer, train, ObjectiveConfig.DEFAULT, Device.CPU, Ranks.SINGLE)
              .take(SmallBatch.batch(), 4, new Noise(1, 0), 1, 1);
      assertThat(report.loss()).isFinite().isPositive();
      assertThat(report.gradientNorm()).isPositive();
      assertThat(parameters.areFinite()).isTrue();
      return report;
    }
  }

  @Test
  void aPriorThatDoesNotSuitThePosteriorIsRefused() {
    assertThatThrownBy(() -> config("{kind: vonMisesFisher}", "{kind: normal}", "gru", "gru"))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("prior", "uniform with vonMisesFisher");
    assertThatThrownBy(() -> config("{kind: flow}", vamp(), "gru", "gru"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("vamp with all but flow and delta");
  }

  @Test
  void whatNeedsVectorsOfTokensIsRefusedWithAPretrainedEncoder() {
    assertThatThrownBy(() -> config("{kind: gaussian}", vamp(), "pretrained", "gru"))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("prior", "vamp only with an encoder that reads vectors of tokens");
    assertThatThrownBy(() -> config("{kind: gaussian}", vamp(), "counts", "gru"))
        .isInstanceOf(InputException.class);
    assertThatThrownBy(
            () ->
                Binder.bind(
                    Binder.yaml("shared", "{sharedEmbeddings: true, encoder: pretrained}"),
                    ModelConfig.class))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("sharedEmbeddings", "only with an encoder of tokens");
  }
}
