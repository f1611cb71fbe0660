package subtext.eval;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.data.TokenCache;
import subtext.latent.FittedPrior;
import subtext.latent.Mixture;
import subtext.latent.PosteriorConfig;
import subtext.model.LanguageModel;
import subtext.model.TinyModels;
import subtext.model.Vae;
import subtext.tensor.Scope;
import subtext.tensor.ThreadRanks;

class EvaluatorTest {
  private static final EvaluationSettings WITH_BOUND = new EvaluationSettings(3, 0);

  @TempDir Path folder;

  private TokenCache corpus() {
    return TinyModels.corpus(folder, 90);
  }

  @Test
  void sizeOfTheBatchesChangesNoFigure() {
    try (Vae vae = TinyModels.vae(1)) {
      Map<String, @Nullable Object> single =
          new Evaluator(vae, 5, 1).evaluate(corpus(), WITH_BOUND).toMap();
      for (int batch : new int[] {7, 64, 200}) {
        Map<String, @Nullable Object> figures =
            new Evaluator(vae, 5, batch).evaluate(corpus(), WITH_BOUND).toMap();
        single.forEach(
            (name, value) -> {
              if (value instanceof Double number) {
                assertThat((Double) figures.get(name)).as(name).isCloseTo(number, within(1e-4));
              } else {
                assertThat(figures.get(name)).as(name).isEqualTo(value);
              }
            });
      }
    }
  }

  @Test
  void processesThatShareTheWorkFindWhatOneFinds() {
    TokenCache corpus = corpus();
    try (Vae vae = TinyModels.vae(1)) {
      Map<String, @Nullable Object> alone =
          new Evaluator(vae, 5, 7).evaluate(corpus, WITH_BOUND).toMap();
      List<Map<String, @Nullable Object>> shared =
          ThreadRanks.run(
              3,
              ranks -> new Evaluator(vae, 5, 7).among(ranks).evaluate(corpus, WITH_BOUND).toMap());
      assertThat(shared).allSatisfy(found -> assertThat(found).isEqualTo(alone));
    }
  }

  @Test
  void aListenerHearsOfEveryBatch() {
    try (Vae vae = TinyModels.vae(2)) {
      TokenCache corpus = corpus();
      List<Long> heard = new ArrayList<>();
      new Evaluator(vae, 1, 16)
          .telling(
              (done, all) -> {
                assertThat(all).isEqualTo(corpus.tokens() + corpus.size());
                heard.add(done);
              })
          .evaluate(corpus, WITH_BOUND);
      assertThat(heard).hasSize(6).startsWith(0L).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void figuresHangTogether() {
    try (Vae vae = TinyModels.vae(2)) {
      TokenCache corpus = corpus();
      Evaluation figures =
          new Evaluator(vae, 1, 16).evaluate(corpus, new EvaluationSettings(20, 0));
      assertThat(figures.sentences()).isEqualTo(90);
      assertThat(figures.tokens()).isEqualTo(corpus.tokens() + 90);
      assertThat(figures.nll())
          .isCloseTo(figures.rec() + requireNonNull(figures.kl()), within(1e-9));
      assertThat(figures.nllIwae()).isLessThan(figures.nll());
      assertThat(figures.ppl())
          .isCloseTo(Math.exp(figures.nll() * 90 / figures.tokens()), within(1e-9));
      assertThat(Arrays.stream(figures.klPerDimension()).sum())
          .isCloseTo(figures.kl(), within(1e-4));
      assertThat(figures.mi()).isPositive().isLessThan(figures.kl());
      assertThat(figures.mi()).isLessThan(Math.log(90));
      assertThat(figures.miBatch()).isPositive().isLessThan(Math.log(32));
      assertThat(figures.usage()).isNotZero();
      assertThat(figures.au()).isEqualTo(TinyModels.LATENT);
      assertThat(figures.prior()).isEqualTo("normal");
      assertThat(figures.errors().nll()).isPositive();
    }
  }

  @Test
  void aStandardNormalMixtureAsPriorGivesTheBoundOfTheStandardNormal() {
    Mixture normal =
        new Mixture(
            new double[] {0}, new double[][] {new double[4]}, new double[][] {{1, 1, 1, 1}});
    try (Vae vae = TinyModels.vae(2)) {
      Evaluator evaluator = new Evaluator(vae, 1, 16);
      Evaluation plain = evaluator.evaluate(corpus(), WITH_BOUND);
      Evaluation mixture = evaluator.under(new FittedPrior(normal)).evaluate(corpus(), WITH_BOUND);
      assertThat(mixture.nllIwae()).isCloseTo(plain.nllIwae(), within(1e-4));
      assertThat(mixture.prior()).isEqualTo("mixture");
      assertThat(mixture.rec()).isEqualTo(plain.rec());
      double error =
          Math.hypot(requireNonNull(mixture.errors().kl()), requireNonNull(plain.errors().kl()));
      assertThat(mixture.kl()).isCloseTo(plain.kl(), within(3 * error));
      assertThat(plain.klExact()).isTrue();
      assertThat(mixture.klExact()).isFalse();
    }
  }

  @Test
  void aPlainAutoencoderHasAReconstructionAndNoDivergence() {
    try (Vae autoencoder = TinyModels.vae(2, new PosteriorConfig.Delta())) {
      Evaluation figures = new Evaluator(autoencoder, 1, 16).evaluate(corpus(), WITH_BOUND);
      assertThat(figures.rec()).isPositive();
      assertThat(figures.kl()).isNull();
      assertThat(figures.klExact()).isNull();
      assertThat(figures.nllIwae()).isNull();
      assertThat(figures.usage()).isNotZero();
    }
  }

  @Test
  void aLanguageModelHasNoFigureOfALatentVariable() {
    try (LanguageModel model = TinyModels.languageModel(1)) {
      Map<String, @Nullable Object> figures =
          new Evaluator(model, 1, 16).evaluate(corpus(), WITH_BOUND).toMap();
      assertThat(figures)
          .containsKeys("nll", "ppl", "rec")
          .containsEntry("nll_iwae", null)
          .containsEntry("kl", null)
          .containsEntry("mi", null)
          .containsEntry("au", null)
          .containsEntry("usage", null)
          .containsEntry("alive", null);
      assertThat(figures.get("nll")).isEqualTo(figures.get("rec"));
    }
  }

  @Test
  void aSubsetIsDrawnByTheSeed() {
    EvaluationSettings some = new EvaluationSettings(0, 20);
    try (Vae vae = TinyModels.vae(2)) {
      Evaluation first = new Evaluator(vae, 1, 16).evaluate(corpus(), some);
      assertThat(first.sentences()).isEqualTo(20);
      assertThat(new Evaluator(vae, 1, 16).evaluate(corpus(), some).rec()).isEqualTo(first.rec());
      assertThat(new Evaluator(vae, 2, 16).evaluate(corpus(), some).tokens())
          .isNotEqualTo(first.tokens());
    }
  }

  @Test
  void oneSentenceHasNeitherActiveUnitsNorUsage() {
    try (Vae vae = TinyModels.vae(2)) {
      Evaluation figures =
          new Evaluator(vae, 1, 16).evaluate(TinyModels.corpus(folder, 1), WITH_BOUND);
      assertThat(figures.au()).isNull();
      assertThat(figures.usage()).isNull();
      assertThat(figures.toMap()).containsEntry("nll_error", null);
    }
  }

  @Test
  void reconstructionsAreComparedWithThoseOfExchangedLatents() {
    try (Vae vae = TinyModels.vae(2);
        LanguageModel model = TinyModels.languageModel(1)) {
      ReconstructionF1 f1 =
          requireNonNull(
              new Evaluator(vae, 1, 16).reconstructions(corpus(), TinyModels.tokenizer(), 50));
      assertThat(f1.own().mean()).isBetween(0.0, 1.0);
      assertThat(f1.shuffled().mean()).isBetween(0.0, 1.0);
      assertThat(f1.own().count()).isEqualTo(f1.shuffled().count()).isLessThanOrEqualTo(50);
      assertThat(new Evaluator(model, 1, 16).reconstructions(corpus(), TinyModels.tokenizer(), 50))
          .isNull();
    }
  }

  @Test
  void noTensorStaysBehind() {
    try (Vae vae = TinyModels.vae(2)) {
      long before = Scope.liveTensors();
      new Evaluator(vae, 1, 16).evaluate(corpus(), WITH_BOUND);
      assertThat(Scope.liveTensors()).isEqualTo(before);
    }
  }
}
