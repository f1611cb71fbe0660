package subtext.explain;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import subtext.config.Binder;
import subtext.error.InputException;
import subtext.latent.SamplingPrior;
import subtext.model.ModelConfig;
import subtext.model.ModelSpec;
import subtext.model.Network;
import subtext.model.Task;
import subtext.model.TinyModels;
import subtext.objective.OperatingPoint;
import subtext.tensor.Autograd;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;
import subtext.text.Tokenizer;
import subtext.text.Vocabulary;
import subtext.use.Answer;
import subtext.use.Classify;
import subtext.use.Model;
import subtext.use.TinyModel;
import subtext.use.Translate;

/** Untrained models: what they say means nothing, and must be explained as it is. */
class ExplainPredictionTest {
  private static final String TEXT = "a b c j";
  private static final String PARTS =
      """
      encoder: {kind: gru, embedding: 6, hidden: 8, bidirectional: true, pooling: mean}
      decoder: {kind: lstm, embedding: 6, hidden: 10}
      initialWeights: 0.8
      initialEmbeddings: 1.5
      """;

  private static Model model(Task task, String more) {
    return model(task, more, Map.of());
  }

  private static Model model(Task task, String more, Map<String, Double> figures) {
    ModelConfig config = Binder.bind(Binder.yaml("a tiny model", PARTS + more), ModelConfig.class);
    Tokenizer tokenizer = TinyModels.tokenizer();
    Parameters parameters = new Parameters(Device.CPU, DType.F32, 3);
    ModelSpec spec =
        new ModelSpec(
            "tiny",
            task,
            "en",
            tokenizer.config(),
            config,
            tokenizer.size(),
            List.of("good", "bad"),
            OperatingPoint.SEMANTIC,
            SamplingPrior.STANDARD,
            1,
            figures);
    Network network = Network.create(task, config, tokenizer.size(), parameters);
    return new Model(spec, tokenizer, network, null);
  }

  /** Makes the end probable, so that what is written is not as long as it may be. */
  private static void end(Model model) {
    Tensor bias_V =
        requireNonNull(model.network().parameters().byName().get("decoder.output.bias"));
    try (Scope scope = Scope.open()) {
      float[] bias = bias_V.toFloats();
      bias[Vocabulary.END] = 5;
      Autograd.withoutResult(() -> bias_V.copy_(Tensor.of(bias, bias.length)));
    }
  }

  private static double sum(Attribution found) {
    return found.words().stream().mapToDouble(word -> requireNonNull(word.gradients())).sum();
  }

  private static void assertAddsUp(Attribution found) {
    Attribution.Integral integral = requireNonNull(found.gradients());
    assertThat(integral.complete()).isTrue();
    assertThat(sum(found))
        .isCloseTo(found.value() - integral.baseline() + integral.gap(), within(1e-5));
  }

  @Test
  void aLabelIsExplainedByItsLogProbability() {
    try (Model model = model(Task.CLASSIFY, "latent: 4\nclassifier: {kind: latents, labels: 2}")) {
      Classify.Labelled labelled = new Classify(model).classify(List.of(TEXT)).getFirst();
      ExplainLabel explain = new ExplainLabel(model);
      ExplainLabel.Explained found = explain.explain(ExplainLabel.Request.of(TEXT));
      assertThat(found.label()).isEqualTo(labelled.label());
      assertThat(Math.exp(found.attribution().value()))
          .isCloseTo(labelled.probability(), within(1e-5));
      assertAddsUp(found.attribution());
      Classify.Labelled without = new Classify(model).classify(List.of("a c j")).getFirst();
      double left = requireNonNull(without.probabilities().get(found.label()));
      assertThat(found.attribution().words().get(1).omission())
          .isCloseTo(found.attribution().value() - Math.log(left), within(1e-4));
      Spread spread = requireNonNull(found.spread());
      assertThat(spread.samples()).isEqualTo(100);
      assertThat(spread.deviation()).isPositive();
      assertThat(spread.mean()).isBetween(spread.low(), spread.high());
      assertThat(explain.explain(ExplainLabel.Request.of(TEXT)).spread()).isEqualTo(spread);
      assertThatThrownBy(
              () -> explain.explain(new ExplainLabel.Request(TEXT, "odd", Method.DEFAULT)))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("knows good, bad");
    }
  }

  @Test
  void aLabelThatNoLatentVariableTellsHasNoSpread() {
    try (Model model =
        model(Task.CLASSIFY, "latent: 4\nclassifier: {kind: supervised, labels: 2}")) {
      assertThat(new ExplainLabel(model).explain(ExplainLabel.Request.of(TEXT)).spread()).isNull();
    }
    try (Model vae = TinyModel.vae()) {
      assertThatThrownBy(() -> new ExplainLabel(vae)).isInstanceOf(InputException.class);
    }
  }

  @Test
  void aTranslationIsExplainedByItsLogProbability() {
    try (Model model = model(Task.TRANSLATE, "latent: 3")) {
      end(model);
      ExplainTranslation explain = new ExplainTranslation(model);
      ExplainTranslation.Explained found = explain.explain(ExplainTranslation.Request.of(TEXT));
      assertThat(found.translation()).isEqualTo(new Translate(model).translate(TEXT));
      assertThat(found.attribution().words())
          .extracting(Attribution.Word::word)
          .containsExactly("a", "b", "c", "j");
      assertAddsUp(found.attribution());
      Translate.Candidate best = found.candidates().getFirst();
      assertThat(best.ended()).isTrue();
      assertThat(found.attribution().value()).isCloseTo(best.logProbability(), within(1e-3));
      assertThat(requireNonNull(found.spread()).deviation()).isPositive();
      ExplainTranslation.Explained several =
          explain.explain(new ExplainTranslation.Request(TEXT, 4, Method.DEFAULT));
      assertThat(several.translation()).isEqualTo(found.translation());
      assertThat(several.candidates()).hasSizeGreaterThan(1);
      assertThat(several.candidates().getFirst().score()).isGreaterThanOrEqualTo(best.score());
    }
    try (Model twin = model(Task.TRANSLATE, "latent: 0")) {
      assertThat(new ExplainTranslation(twin).explain(ExplainTranslation.Request.of(TEXT)).spread())
          .isNull();
    }
  }

  @Test
  void anAnswerIsExplainedByTheWordsOfBothTexts() {
    try (Model model = model(Task.ANSWER, "latent: 3\nanswer: {overlap: false}")) {
      Answer answer = new Answer(model);
      ExplainAnswer.Explained found =
          new ExplainAnswer(model).explain(ExplainAnswer.Request.of("d e", TEXT));
      assertThat(1 / (1 + Math.exp(-found.attribution().value())))
          .isCloseTo(found.probability(), within(1e-5));
      assertThat(found.attribution().words())
          .extracting(word -> word.word() + " " + word.side())
          .containsExactly("d QUESTION", "e QUESTION", "a TEXT", "b TEXT", "c TEXT", "j TEXT");
      assertAddsUp(found.attribution());
      double without = answer.rank("e", List.of(TEXT)).candidates().getFirst().probability();
      assertThat(found.attribution().words().getFirst().omission())
          .isCloseTo(found.attribution().value() - Math.log(without / (1 - without)), within(1e-3));
      assertThat(requireNonNull(found.spread()).samples()).isEqualTo(100);
      assertThatThrownBy(() -> new ExplainAnswer(model).explain(ExplainAnswer.Request.of("", TEXT)))
          .isInstanceOf(InputException.class);
    }
  }

  @Test
  void aCollapsedModelIsSaidToBe() {
    Map<String, Double> collapsed =
        Map.of("sentences", 100.0, "au", 0.0, "kl", 0.01, "mi", 0.0, "usage", 0.02);
    try (Model model = model(Task.SENTENCE, "latent: 4", collapsed)) {
      ExplainModel.Explained found = new ExplainModel(model, null).explain();
      assertThat(found.alive()).isFalse();
      assertThat(found.diagnosis())
          .contains(
              "0 of 4 dimensions are active.",
              "With the z of another sentence of its length, the decoder loses 0.0 nats a"
                  + " sentence: it hardly reads z.")
          .anyMatch(sentence -> sentence.startsWith("The posterior has collapsed"))
          .anyMatch(sentence -> sentence.contains("objective.freeBits"));
    }
  }
}
