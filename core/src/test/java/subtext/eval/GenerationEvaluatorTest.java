package subtext.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import subtext.error.InputException;
import subtext.metric.Bleu;
import subtext.metric.DistinctN;
import subtext.metric.Interval;
import subtext.metric.SelfBleu;
import subtext.metric.TextPath;
import subtext.model.TinyModels;
import subtext.model.Vae;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Parameters;
import subtext.text.Normalization;
import subtext.text.TokenKind;
import subtext.text.Tokenizer;
import subtext.text.Tokenizers;
import subtext.text.TokensConfig;
import subtext.use.Model;
import subtext.use.Reconstruct;
import subtext.use.TinyModel;

class GenerationEvaluatorTest {
  private static final Model MODEL = TinyModel.vae();
  private static final List<String> TEXTS = TinyModels.sentences(40);
  private static final GenerationSettings SETTINGS = new GenerationSettings(50, 1000, 5, 4, 3);

  @AfterAll
  static void close() {
    MODEL.close();
  }

  private static GenerationQuality evaluate(Model model, List<String> texts) {
    GenerationEvaluator evaluator = new GenerationEvaluator(model, SETTINGS);
    return evaluator.evaluate(evaluator.samples(), texts.stream());
  }

  @Test
  void figuresAreThoseOfTheSamplesAndOfTheReconstructions() {
    List<String> samples = new GenerationEvaluator(MODEL, SETTINGS).samples();
    GenerationQuality found = evaluate(MODEL, TEXTS);
    List<String> back =
        new Reconstruct(MODEL)
            .reconstruct(Reconstruct.Request.of(TEXTS)).stream()
                .map(Reconstruct.Reconstruction::reconstruction)
                .toList();
    assertThat(samples).hasSize(50);
    assertThat(found.selfBleu()).isEqualTo(SelfBleu.of(samples));
    assertThat(found.distinct()).hasSize(4).element(1).isEqualTo(DistinctN.of(samples, 2));
    assertThat(found.reconstructionBleu()).isCloseTo(Bleu.of(back, TEXTS).score(), within(1e-9));
    assertThat(found.interpolations()).isNotNull();
  }

  /** Reads everything in lower case, and so writes it, up to 20 words. */
  private static Model lowerCase() {
    Normalization lower =
        new Normalization(Normalization.Form.NFC, true, Normalization.Script.AS_IS);
    TokensConfig tokens = new TokensConfig(TokenKind.WHITESPACE, 20, 1, 20, lower);
    Tokenizer tokenizer = Tokenizers.train(tokens, TinyModels.sentences(200).stream());
    Parameters initial = new Parameters(Device.CPU, DType.F32, 1);
    Vae network = new Vae(TinyModels.CONFIG, tokenizer.size(), initial);
    return new Model(MODEL.spec(), tokenizer, network, /* mixture= */ null);
  }

  private static List<String> upperCase(List<String> texts) {
    return texts.stream().map(text -> text.toUpperCase(Locale.ROOT)).toList();
  }

  @Test
  void aModelThatRecitesInItsOwnCaseAndLengthCopies() {
    try (Model model = lowerCase()) {
      String cut = "a b c ".repeat(7).substring(0, 39);
      Stream<String> trained = Stream.of("A  B", "A b C ".repeat(10), "\u00a0");
      double found =
          new GenerationEvaluator(model, SETTINGS)
              .copyRate(List.of("a b", cut, "a c", ""), trained);
      assertThat(found).isEqualTo(0.5);
    }
  }

  @Test
  void reconstructionsAreNotToBringBackWhatTokensDoNotHold() {
    try (Model model = lowerCase()) {
      List<String> texts =
          new Reconstruct(model)
              .reconstruct(Reconstruct.Request.of(TEXTS)).stream()
                  .map(Reconstruct.Reconstruction::reconstruction)
                  .toList(); // which this model reconstructs half
      GenerationQuality found = evaluate(model, upperCase(texts));
      assertThat(found.reconstructionBleu()).isGreaterThan(40);
      assertThat(found).isEqualTo(evaluate(model, texts));
    }
  }

  @Test
  void theSameSeedMeasuresTheSame() {
    assertThat(evaluate(MODEL, TEXTS)).isEqualTo(evaluate(MODEL, TEXTS));
  }

  @Test
  void aLanguageModelHasNeitherReconstructionsNorInterpolations() {
    try (Model model = TinyModel.languageModel()) {
      Map<String, @Nullable Object> figures = evaluate(model, TEXTS).toMap();
      assertThat(figures.get("self_bleu")).isNotNull();
      assertThat(figures)
          .containsEntry("reconstruction_bleu", null)
          .containsEntry("interpolation_smoothness", null)
          .containsEntry("forward_ppl", null)
          .containsEntry("copy_rate", null);
    }
  }

  @Test
  void oneTextAloneHasNoWayToAnother() {
    GenerationQuality found = evaluate(MODEL, TEXTS.subList(0, 1));
    assertThat(found.interpolations()).isNull();
    assertThat(found.reconstructionBleu()).isNotNull();
  }

  @Test
  void waysThatLeadNowhereAreLeftOut() {
    Interpolations found =
        Interpolations.of(
            List.of(
                new TextPath(2, List.of(1, 1)),
                new TextPath(0, List.of(3, 3)),
                new TextPath(2, List.of(0, 4))));
    assertThat(found)
        .isEqualTo(
            new Interpolations(
                Interval.of(new double[] {1, 0.5}),
                Interval.of(new double[] {0.5, 2}),
                Interval.of(new double[] {0, 0.5})));
    assertThat(Interpolations.of(List.of(new TextPath(0, List.of(0, 0))))).isNull();
  }

  @Test
  void whatAJudgeSaysIsGivenByTokenAndByWord() {
    Interval nats = new Interval(6 * Math.log(2), 0.1, 10);
    Perplexity two = new Perplexity(nats, 60, 30);
    GenerationQuality found =
        evaluate(MODEL, TEXTS).with(new Judgement(two, two, two)).withCopyRate(0.25);
    assertThat(found.toMap())
        .containsEntry("copy_rate", 0.25)
        .containsEntry("forward_nll", nats.mean())
        .containsEntry("forward_nll_error", 0.1)
        .containsKeys("forward_ppl", "reverse_ppl", "real_ppl", "reverse_ppl_word");
    assertThat((Double) found.toMap().get("forward_ppl_word")).isCloseTo(4, within(1e-12));
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new GenerationSettings(1, 1, 1, 3, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("samples: 1");
    assertThatThrownBy(() -> new GenerationSettings(2, 1, 1, 2, 1)).hasMessageContaining("steps");
  }
}
