package subtext.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import subtext.config.OtherDigits;
import subtext.data.Portion;
import subtext.decoder.DecoderConfig;
import subtext.encoder.EncoderConfig;
import subtext.latent.SamplingPrior;
import subtext.tensor.OptimizerConfig;
import subtext.text.Columns;
import subtext.text.CorpusProfile;
import subtext.text.TokenKind;

class CorpusRecipeTest {
  @TempDir Path folder;

  private static CorpusRecipe english(long texts, int words) {
    long all = texts * words;
    return new CorpusRecipe(
        new CorpusProfile(texts, all, 5 * all, 0, 5 * all, 0, 0, all / 5), 1.3 * words, 3 * words);
  }

  private static CorpusRecipe chinese(long texts, int characters) {
    long all = texts * characters;
    return new CorpusRecipe(
        new CorpusProfile(texts, texts, all, all, all, all, 0, 0), characters, 2 * characters);
  }

  private static Recipe recipe(CorpusRecipe corpus) {
    return corpus.recipe(List.of());
  }

  @Test
  void englishPhrasesGetBytePairs() {
    Recipe recipe = recipe(english(40_000, 10));
    assertThat(recipe.language()).isEqualTo("en");
    assertThat(recipe.tokens().kind()).isEqualTo(TokenKind.BPE);
    assertThat(recipe.tokens().vocabulary()).isEqualTo(3800);
    assertThat(recipe.tokens().maxLength()).isEqualTo(30);
    assertThat(recipe.objective().rate()).isEqualTo(18);
    assertThat(recipe.train().epochs()).isEqualTo(14);
  }

  @Test
  void thePriorThatIsDrawnFromSuitsThePosterior() {
    CorpusRecipe corpus = english(40_000, 10);
    List<String> sphere = List.of("model={posterior: vonMisesFisher, prior: uniform}");
    assertThat(recipe(corpus).sampling().prior()).isEqualTo(SamplingPrior.MIXTURE);
    assertThat(corpus.recipe(sphere).sampling().prior()).isEqualTo(SamplingPrior.STANDARD);
  }

  @Test
  void otherTokensThanTheUsualOnesHaveTheUsualNumber() {
    CorpusRecipe corpus = english(2_000, 10);
    assertThat(recipe(corpus).tokens().vocabulary()).isLessThan(8000);
    assertThat(corpus.recipe(List.of("tokens.kind=word")).tokens().vocabulary()).isEqualTo(8000);
    assertThat(corpus.recipe(List.of("tokens={kind: word, vocabulary: 77}")).tokens().vocabulary())
        .isEqualTo(77);
  }

  @Test
  void chineseGetsCharacters() {
    Recipe recipe = recipe(chinese(30_000, 20));
    assertThat(recipe.language()).isEqualTo("zh");
    assertThat(recipe.tokens().kind()).isEqualTo(TokenKind.CHARACTER);
    assertThat(recipe.tokens().vocabulary()).isEqualTo(6000);
    assertThat(recipe.objective().rate()).isEqualTo(16);
  }

  @Test
  void fewTextsGetMoreDropoutSmallerBatchesAndMoreEpochs() {
    Recipe few = recipe(english(900, 10));
    Recipe many = recipe(english(1_000_000, 10));
    assertThat(few.train().batch()).isLessThan(many.train().batch());
    assertThat(few.train().epochs() * 900L / few.train().batch()).isBetween(2_000L, 2_500L);
    assertThat(many.train().epochs()).isEqualTo(1);
    assertThat(few.tokens().vocabulary()).isLessThan(many.tokens().vocabulary());
    assertThat(few.model().decoder().embedding()).isLessThan(many.model().decoder().embedding());
    assertThat(outputDropout(few)).isGreaterThan(outputDropout(many));
  }

  private static double outputDropout(Recipe recipe) {
    return ((DecoderConfig.Recurrent) recipe.model().decoder()).outputDropout();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 10000", "100000000, 1", "100000000, 10000", "0, 0"})
  void everyCorpusGetsARecipe(long texts, int units) {
    for (CorpusRecipe corpus : List.of(english(texts, units), chinese(texts, units))) {
      Recipe recipe = recipe(corpus);
      assertThat(recipe.objective().rate()).isBetween(8.0, 25.0);
      assertThat(recipe.train().epochs()).isBetween(1, 300);
      assertThat(recipe.tokens().maxLength()).isBetween(8, 256);
    }
  }

  @Test
  void anotherKindMayBeAskedForAlone() {
    Recipe recipe =
        english(40_000, 10)
            .recipe(
                List.of(
                    "model.encoder.kind=bag",
                    "model.decoder.kind=transformer",
                    "train.optimizer.kind=sgd"));
    assertThat(recipe.model().encoder()).isEqualTo(EncoderConfig.Bag.DEFAULT);
    assertThat(recipe.train().optimizer()).isInstanceOf(OptimizerConfig.Sgd.class);
    assertThat(recipe.objective().rate()).isEqualTo(18);
  }

  @Test
  void numbersAreWrittenInWesternDigitsEverywhere() {
    OtherDigits.during(
        () -> assertThat(recipe(english(40_000, 10)).train().epochs()).isEqualTo(14));
  }

  @Test
  void oneTextInAHundredIsLongerThanTheLongest() throws IOException {
    Path file = folder.resolve("texts.txt");
    Files.write(file, IntStream.rangeClosed(1, 200).mapToObj("雪"::repeat).toList());
    CorpusRecipe corpus = CorpusRecipe.of(Portion.whole(file, Columns.FIRST), List.of());
    assertThat(corpus.longest()).isEqualTo(198);
    assertThat(corpus.meanTokens()).isEqualTo(100.5);
    assertThat(corpus.finding()).isEqualTo("200 texts of 100.5 characters or 100.5 tokens");
  }

  @Test
  void lengthsAreMeasuredInTheTokensThatAreAskedFor() throws IOException {
    Path file = folder.resolve("texts.txt");
    Files.write(file, IntStream.rangeClosed(1, 200).mapToObj(i -> "snow on the hill").toList());
    List<String> words = List.of("tokens.kind=word");
    CorpusRecipe corpus = CorpusRecipe.of(Portion.whole(file, Columns.FIRST), words);
    assertThat(corpus.longest()).isEqualTo(4);
    assertThat(corpus.recipe(words).tokens().kind()).isEqualTo(TokenKind.WORD);
  }
}
