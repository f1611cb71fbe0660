package subtext.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import subtext.model.TinyModels;
import subtext.text.Normalization;
import subtext.text.TokenKind;
import subtext.text.Tokenizer;
import subtext.text.Tokenizers;
import subtext.text.TokensConfig;
import subtext.use.Model;

class InputWordsTest {
  private static final Path SHIPPED = Path.of("..", "models", "quickstart-en");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "the team is a unit|the/team/is/a/unit",
        "she doesn't like the café.|she/doesn't/like/the/café/.",
        "\"Wait\", he said: 3.5 (or 4)!|\"/Wait/\"/,/he/said/:/3/./5/(/or/4/)/!",
        "a  b|a/b",
        "我们走|我/们/走",
        "naïveté œuvre zzyzx|naïveté/œuvre/zzyzx"
      })
  void bytePairsAreJoinedToWords(String text, String words) {
    try (Model model = Model.load(SHIPPED)) {
      int[] tokens = model.tokenizer().encode(text);
      InputWords found = InputWords.of(model.tokenizer(), tokens);
      assertThat(found.words()).containsExactly(words.split("/"));
      assertThat(found.wordOf()).hasSameSizeAs(tokens).isSorted().startsWith(0);
    }
  }

  @Test
  void aBytePairTokenOfSeveralCharactersStaysAWordWhereThereAreNoSpaces() {
    TokensConfig config = new TokensConfig(TokenKind.BPE, 270, 1, 20, Normalization.DEFAULT);
    Tokenizer tokenizer = Tokenizers.train(config, Stream.generate(() -> "我们走 我们来").limit(100));
    InputWords found = InputWords.of(tokenizer, tokenizer.encode("我们走"));
    assertThat(String.join("", found.words())).isEqualTo("我们走");
    assertThat(found.words()).contains("我们");
  }

  @Test
  void otherTokensAreTheirOwnWords() {
    Tokenizer tokenizer = TinyModels.tokenizer();
    int[] tokens = tokenizer.encode("a b b");
    InputWords found = InputWords.of(tokenizer, tokens);
    assertThat(found.words()).isEqualTo(List.of("a", "b", "b"));
    assertThat(found.sums(new double[] {1, 2, 4})).containsExactly(1, 2, 4);
    assertThat(found.without(1, tokens)).containsExactly(tokens[0], tokens[2]);
  }

  @Test
  void ofAnEmptyTextThereAreNone() {
    assertThat(InputWords.of(TinyModels.tokenizer(), new int[0]).words()).isEmpty();
  }
}
