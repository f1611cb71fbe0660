package subtext.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import subtext.text.CorpusProfile;
import subtext.text.TokenKind;

class CorpusRecipeTest {
  private static Recipe recipe(CorpusProfile corpus) {
    return Recipe.of(new CorpusRecipe(corpus).settings());
  }

  private static CorpusProfile english(long texts, int words) {
    return new CorpusProfile(texts, texts * words, 3 * words, true, false);
  }

  private static CorpusProfile chinese(long texts, int characters) {
    return new CorpusProfile(texts, texts * characters, 2 * characters, false, true);
  }

  @Test
  void englishPhrasesGetBytePairsAndANatAWord() {
    Recipe recipe = recipe(english(40_000, 10));
    assertThat(recipe.language()).isEqualTo("en");
    assertThat(recipe.tokens().kind()).isEqualTo(TokenKind.BPE);
    assertThat(recipe.tokens().vocabulary()).isEqualTo(3800);
    assertThat(recipe.tokens().maxLength()).isEqualTo(47);
    assertThat(recipe.objective().rate()).isEqualTo(18);
    assertThat(recipe.train().epochs()).isEqualTo(14);
  }

  @Test
  void chineseGetsCharactersAndLessThanHalfANatForEach() {
    Recipe recipe = recipe(chinese(30_000, 20));
    assertThat(recipe.language()).isEqualTo("zh");
    assertThat(recipe.tokens().kind()).isEqualTo(TokenKind.CHARACTER);
    assertThat(recipe.tokens().vocabulary()).isEqualTo(6000);
    assertThat(recipe.objective().rate()).isEqualTo(16);
  }

  @Test
  void fewTextsGetMoreDropoutSmallerBatchesAndMoreEpochs() {
    Recipe few = recipe(english(1_000, 10));
    Recipe many = recipe(english(1_000_000, 10));
    assertThat(few.train().batch()).isLessThan(many.train().batch());
    assertThat(few.train().epochs()).isGreaterThan(many.train().epochs());
    assertThat(few.tokens().vocabulary()).isLessThan(many.tokens().vocabulary());
    assertThat(few.model().decoder().embedding()).isLessThan(many.model().decoder().embedding());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 10000", "100000000, 1", "100000000, 10000", "0, 0"})
  void everyCorpusGetsARecipe(long texts, int units) {
    for (CorpusProfile corpus : List.of(english(texts, units), chinese(texts, units))) {
      Recipe recipe = recipe(corpus);
      assertThat(recipe.objective().rate()).isBetween(10.0, 25.0);
      assertThat(recipe.train().epochs()).isBetween(4, 40);
    }
  }

  @Test
  void theReasonsNameWhatWasFoundAndChosen() {
    assertThat(String.join("\n", new CorpusRecipe(english(40_000, 10)).reasons()))
        .contains("40,000 texts of 10.0 words")
        .contains("byte pairs, at most 3,800")
        .contains("18 nats");
  }
}
