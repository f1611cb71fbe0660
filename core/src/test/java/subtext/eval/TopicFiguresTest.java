package subtext.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.config.Binder;
import subtext.data.TokenCache;
import subtext.error.InputException;
import subtext.metric.Interval;
import subtext.model.ModelConfig;
import subtext.model.TinyModels;
import subtext.model.Vae;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Parameters;

class TopicFiguresTest {
  private static final int DOCUMENTS = 40;
  @TempDir Path folder;

  private static Vae model() {
    ModelConfig config =
        Binder.bind(
            Binder.yaml(
                "a tiny topic model",
                """
                latent: 3
                prior: {kind: dirichlet, alpha: 0.5}
                encoder: {kind: counts, hidden: 6}
                decoder: {kind: bag, topics: softmax, normalize: true, dropout: 0.3}
                initialWeights: 0.8
                """),
            ModelConfig.class);
    return new Vae(config, TinyModels.tokenizer().size(), new Parameters(Device.CPU, DType.F32, 3));
  }

  @Test
  void everyDocumentCountsAlikeInThePerplexityAndNoBatchChangesIt() {
    TokenCache corpus = TinyModels.corpus(folder, DOCUMENTS);
    try (Vae model = model()) {
      TopicFigures one = new TopicEvaluator(model, 1, 1).evaluate(corpus, corpus, 0);
      TopicFigures many = new TopicEvaluator(model, 1, 64).evaluate(corpus, corpus, 0);
      assertThat(many.numbers().get("ppl")).isCloseTo(one.numbers().get("ppl"), within(1e-3));
      assertThat(many.documents()).isEqualTo(DOCUMENTS);
      assertThat(many.words()).isEqualTo(corpus.tokens());
      assertThat(many.nll().mean()).isCloseTo(many.rec().mean() + many.kl().mean(), within(1e-9));
      assertThat(many.klExact()).isTrue();
      // The mean of a ratio, not the ratio of means.
      double corpusPerplexity = Objects.requireNonNull(many.numbers().get("ppl_corpus"));
      assertThat(Math.log(corpusPerplexity))
          .isCloseTo(many.nll().mean() * DOCUMENTS / many.words(), within(1e-12))
          .isNotEqualTo(Math.log(many.perplexity()));
    }
  }

  @Test
  void sharesOfAllDocumentsAddUpToOne() {
    TokenCache corpus = TinyModels.corpus(folder, DOCUMENTS);
    try (Vae model = model()) {
      float[][] shares = new TopicEvaluator(model, 1, 7).shares(corpus);
      double[] mean = TopicEvaluator.mean(shares);
      assertThat(shares).hasNumberOfRows(DOCUMENTS);
      assertThat(mean[0] + mean[1] + mean[2]).isCloseTo(1, within(1e-6));
    }
  }

  private static TopicFigures figures(boolean shares, double diversity, double... npmi) {
    Interval nats = Interval.of(new double[] {10, 20});
    Interval perWord = Interval.of(new double[] {2, 4});
    TopicCoherence coherence = new TopicCoherence(npmi, new double[] {0.1, 0.1}, diversity);
    return new TopicFigures(7, nats, perWord, nats, nats, true, 1, shares, coherence);
  }

  @Test
  void topicsThatPeopleReadAreComparedByTheirQualityAndOthersByPerplexity() {
    TopicFigures linear = figures(false, 0.5, 0.2, 0.4);
    assertThat(figures(true, 0.5, 0.2, 0.4).bound()).isCloseTo(-0.325, within(1e-12));
    assertThat(linear.bound()).isEqualTo(3);
    assertThat(linear.perplexity()).isCloseTo(Math.exp(3), within(1e-12));
    assertThat(linear.numbers().get("ppl_error")).isCloseTo(Math.exp(3), within(1e-9));
    assertThat(linear.numbers().get("npmi_error")).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void ofIncoherentTopicsTooTheMoreDiverseAreBetter() {
    assertThat(figures(true, 0.5, -0.6, -0.4).bound()).isCloseTo(-0.125, within(1e-12));
    assertThat(figures(true, 1, -0.6, -0.4).bound()).isCloseTo(-0.25, within(1e-12));
    assertThat(figures(true, 1, -1, -1).bound()).isZero();
  }

  @Test
  void aModelWithoutTopicsIsRefused() {
    try (Vae sentences = TinyModels.vae(1)) {
      assertThatThrownBy(() -> new TopicEvaluator(sentences, 1, 8))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("no topic model");
    }
  }
}
