package subtext.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.config.Binder;
import subtext.data.Batch;
import subtext.decoder.Decoding;
import subtext.decoder.Lengths;
import subtext.decoder.SentenceWriter;
import subtext.decoder.Written;
import subtext.error.InputException;
import subtext.latent.ConditionalPrior;
import subtext.latent.DiagonalGaussian;
import subtext.latent.Draw;
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

class TranslationVaeTest {
  private static final String RECURRENT =
      """
      latent: 2
      encoder: {kind: gru, embedding: 3, hidden: 4, bidirectional: true, dropout: 0.2}
      decoder: {kind: lstm, embedding: 3, hidden: 4, inputDropout: 0.2, outputDropout: 0.2}
      initialWeights: 0.7
      initialEmbeddings: 1
      """;

  private static final String RECURRENT_TWIN = RECURRENT.replace("latent: 2", "latent: 0");

  private static final String TRANSFORMER =
      """
      latent: 2
      encoder: {kind: transformer, embedding: 4, heads: 2, layers: 1, feedForward: 6, dropout: 0.1}
      decoder: {kind: transformer, embedding: 4, heads: 2, layers: 1, feedForward: 6, dropout: 0.1,
                latent: ENTRY, tied: true}
      sharedEmbeddings: true
      initialWeights: 0.7
      initialEmbeddings: 1
      """;

  private static TranslationVae model(String settings, Parameters parameters) {
    ModelConfig config = Binder.bind(Binder.yaml("a model", settings), ModelConfig.class);
    return new TranslationVae(config, SmallBatch.VOCABULARY, parameters);
  }

  private static String transformer(String entry) {
    return TRANSFORMER.replace("ENTRY", entry);
  }

  private static void checkGradients(String settings) {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 5)) {
      TranslationVae model = model(settings, parameters);
      CentralDifferences.check(parameters, () -> loss(model));
    }
  }

  private static Tensor loss(TranslationVae model) {
    Terms terms = model.terms(SmallBatch.observed(), SmallBatch.training());
    Tensor kl_B = terms.kl_B();
    Tensor words_B = terms.auxiliary_B();
    Tensor rec = terms.reconstruction_B().mean();
    Tensor nats = words_B == null ? rec : rec.add(words_B.mean());
    return kl_B == null ? nats : nats.add(kl_B.mean().mul(0.7));
  }

  @Test
  void gradientsOfARecurrentModelAreThoseOfCentralDifferences() {
    checkGradients(RECURRENT);
  }

  @Test
  void gradientsOfTheBagOfWordsAreThoseOfCentralDifferences() {
    checkGradients(RECURRENT + "bagOfWords: 0.5\n");
  }

  @Test
  void theBagOfWordsComesOnTop() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 5);
        Scope scope = Scope.open()) {
      double once = words(model(RECURRENT + "bagOfWords: 0.5\n", parameters));
      double guess = Math.log(SmallBatch.VOCABULARY) * SmallBatch.observed().predictions();
      assertThat(once).as("half of a guess's nats").isBetween(0.3 * guess, 0.9 * guess);
    }
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 5);
        Scope scope = Scope.open()) {
      TranslationVae twin = model(RECURRENT_TWIN + "bagOfWords: 0.5\n", parameters);
      assertThat(twin.terms(SmallBatch.observed(), SmallBatch.training()).auxiliary_B())
          .as("without z there is nothing to read them from")
          .isNull();
    }
  }

  private static double words(TranslationVae model) {
    Terms terms = model.terms(SmallBatch.observed(), SmallBatch.training());
    return Objects.requireNonNull(terms.auxiliary_B()).sum().item();
  }

  @Test
  void gradientsOfItsTwinAreThoseOfCentralDifferences() {
    checkGradients(RECURRENT_TWIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "embedding", "prefix"})
  void gradientsOfATransformerAreThoseOfCentralDifferences(String entry) {
    checkGradients(transformer(entry));
  }

  @Test
  void theDivergenceFromAConditionalPriorIsWhatDrawsSayOnAverage() {
    try (Scope scope = Scope.open()) {
      DiagonalGaussian q = gaussian(new double[] {0.5, -1}, new double[] {-0.5, 0.3});
      ConditionalPrior p =
          new ConditionalPrior(gaussian(new double[] {0.1, 0.4}, new double[] {0.2, -0.4}));
      double exact = Objects.requireNonNull(p.exact_BD(q)).sum().item();
      int draws = 20_000;
      double sum = 0;
      double squares = 0;
      for (int n = 0; n < draws; n++) {
        try (Scope each = Scope.open()) {
          Draw draw = q.draw(new Noise(3, 0), n, new long[] {0});
          double nats = draw.logDensity_B().item() - p.logDensity_B(draw.z_BZ()).item();
          sum += nats;
          squares += nats * nats;
        }
      }
      double mean = sum / draws;
      double error = Math.sqrt((squares / draws - mean * mean) / draws);
      assertThat(mean).isCloseTo(exact, within(3 * error));
    }
  }

  private static DiagonalGaussian gaussian(double[] mu, double[] logVariance) {
    return new DiagonalGaussian(Tensor.of(mu, 1, 2), Tensor.of(logVariance, 1, 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"recurrent", "twin", "memory", "embedding", "prefix"})
  void whatIsWrittenStepByStepHasTheLikelihoodOfTheWhole(String kind) {
    String settings =
        switch (kind) {
          case "recurrent" -> RECURRENT;
          case "twin" -> RECURRENT_TWIN;
          default -> transformer(kind);
        };
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 5);
        Scope scope = Scope.open()) {
      TranslationVae model = model(settings, parameters);
      Batch batch = SmallBatch.batch();
      Observed sources = Observed.of(Objects.requireNonNull(batch.source()), Device.CPU);
      TranslationVae.Given given = model.given(sources, SmallBatch.evaluation());
      ConditionalPrior prior = given.prior();
      Tensor z_BZ = prior == null ? null : prior.p().mu_BZ();
      List<Written> written =
          new SentenceWriter(
                  given.decoder(),
                  new Decoding.Beam(2, 0, 1),
                  new Lengths(1, 6),
                  null,
                  Device.CPU,
                  new Noise(1, 0))
              .write(z_BZ, batch.examples());
      Observed y =
          Observed.of(Batch.of(written.stream().map(Written::tokens).toList()), Device.CPU);
      double[] nats =
          given.decoder().reconstruction_B(y, z_BZ, SmallBatch.evaluation()).toDoubles();
      for (int b = 0; b < nats.length; b++) {
        if (written.get(b).tokens().length < 6) {
          assertThat(written.get(b).logProbability()).isCloseTo(-nats[b], within(1e-9));
        }
      }
    }
  }

  private static DiagonalGaussian prior(TranslationVae.Given given) {
    return Objects.requireNonNull(given.prior()).p();
  }

  /** Both estimate log p(y|x): from draws of q with their weights, and from draws of p. */
  @Test
  void theImportanceWeightedBoundIsTheMeanOverThePrior() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 5);
        Scope scope = Scope.open()) {
      String settings = RECURRENT.replace("initialWeights: 0.7", "initialWeights: 0.3");
      TranslationVae model = model(settings, parameters);
      Observed y = SmallBatch.observed();
      Pass pass = SmallBatch.evaluation();
      TranslationVae.Joint joint = model.joint(y, pass);
      double[] bound = model.nll(y, joint, 1_000, pass);
      double[] mean = joint.given().nll(y, 2_000, pass);
      double[] elbo = model.terms(y, joint, pass).reconstruction_B().toDoubles();
      assertThat(bound).containsExactly(mean, within(0.05));
      assertThat(bound).as("and not the nats of one draw").isNotEqualTo(elbo);
    }
  }

  @Test
  void severalTranslationsOfASourceAreComparedByTheSameDraws() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 5);
        Scope scope = Scope.open()) {
      TranslationVae model = model(RECURRENT, parameters);
      Pass pass = SmallBatch.evaluation();
      Observed sources =
          Observed.of(Objects.requireNonNull(SmallBatch.alone(3).source()), Device.CPU);
      int[] places = {0, 0};
      Observed twice =
          Observed.of(Batch.of(List.of(new int[] {7, 4}, new int[] {7, 4})), Device.CPU);
      double[] nats =
          model
              .given(sources, pass.rows(new int[] {3}))
              .rows(places)
              .nll(twice, 5, pass.rows(new int[] {3, 3}));
      assertThat(nats[0]).isEqualTo(nats[1]);
    }
  }

  @Test
  void aShareOfTheTextsIsReconstructedFromThePriorInTraining() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 5);
        Scope scope = Scope.open()) {
      TranslationVae model = model(RECURRENT + "priorShare: 0.5\n", parameters);
      Observed y = SmallBatch.observed();
      int blind = 0;
      int steps = 200;
      for (int step = 0; step < steps; step++) {
        try (Scope each = Scope.open()) {
          Pass pass = new Pass(true, new Noise(11, step), SmallBatch.batch().examples());
          Terms terms = model.terms(y, pass);
          TranslationVae.Joint joint = model.joint(y, pass);
          double[] kl = Objects.requireNonNull(terms.kl_B()).toDoubles();
          Tensor guess_BZ = prior(joint.given()).mu_BZ();
          double[] z = Objects.requireNonNull(terms.z_BZ()).toDoubles();
          double[] guess = guess_BZ.toDoubles();
          for (int b = 0; b < kl.length; b++) {
            blind += kl[b] == 0 ? 1 : 0;
            assertThat(Math.abs(z[2 * b] - guess[2 * b]) < 1e-9).isEqualTo(kl[b] == 0);
          }
        }
      }
      assertThat(blind / (steps * 4.0)).isBetween(0.43, 0.57);
      double[] measured =
          Objects.requireNonNull(model.terms(y, SmallBatch.evaluation()).kl_B()).toDoubles();
      assertThat(measured).as("nothing of the kind but in training").doesNotContain(0);
    }
  }

  @Test
  void gradientsOfAModelThatIsAskedWithoutThePosteriorAreThoseOfCentralDifferences() {
    checkGradients(RECURRENT + "priorShare: 0.5\n");
  }

  @Test
  void theSourceChangesWhatIsLikely() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 5);
        Scope scope = Scope.open()) {
      TranslationVae model = model(RECURRENT_TWIN, parameters);
      Batch batch = SmallBatch.batch();
      Batch other = batch.withSource(SmallBatch.backwards().withSource(batch));
      double own = nats(model, batch);
      assertThat(nats(model, other)).isNotCloseTo(own, within(1e-6));
    }
  }

  private static double nats(TranslationVae model, Batch batch) {
    return model
        .terms(Observed.of(batch, Device.CPU), SmallBatch.evaluation())
        .reconstruction_B()
        .sum()
        .item();
  }

  @Test
  void partsThatCannotTranslateAreRefused() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F32, 5)) {
      assertThatThrownBy(() -> model("{encoder: {kind: pretrained, dimensions: 8}}", parameters))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("model.encoder");
    }
    try (Parameters parameters = new Parameters(Device.CPU, DType.F32, 5)) {
      assertThatThrownBy(
              () ->
                  model("{posterior: {kind: vonMisesFisher}, prior: {kind: uniform}}", parameters))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("model.posterior");
    }
  }

  @Test
  void aTextWithoutASourceIsRefused() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F32, 5);
        Scope scope = Scope.open()) {
      TranslationVae model = model(RECURRENT, parameters);
      Observed alone = Observed.of(Batch.of(SmallBatch.SENTENCES), Device.CPU);
      assertThatThrownBy(() -> model.terms(alone, SmallBatch.evaluation()))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("data.source");
    }
  }
}
