package subtext.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.error.InputException;
import subtext.text.Normalization.Form;
import subtext.text.Normalization.Script;

class BytePairTokenizerTest {
  private static final List<String> TEXTS =
      List.of(
          "the team is a unit",
          "the theme of the thesis",
          "how big is that part compared to the whole?",
          "春眠不觉晓，处处闻啼鸟。",
          "春眠不覺曉");

  @Test
  void theCommonestPairIsMergedFirst() {
    // Pieces: " aab" three times, " ab" once. a-b occurs 4 times, space-a 4, a-a 3: the space is
    // lower.
    Tokenizer tokenizer = train(264, Normalization.DEFAULT, "aab aab", "aab ab");
    assertThat(spelled(tokenizer, 260)).containsExactly("Ġa", "ab", "Ġaab");
  }

  @Test
  void aWordIsTheSameTokenAtTheStartAsWithin() {
    Tokenizer tokenizer = train(300, Normalization.DEFAULT, TEXTS.toArray(String[]::new));
    int[] the = tokenizer.encode("the");
    assertThat(the).hasSize(1);
    assertThat(tokenizer.token(the[0])).isEqualTo("Ġthe");
    assertThat(tokenizer.encode("the the")).containsExactly(the[0], the[0]);
  }

  @Test
  void mergesNeverSpanWords() {
    Tokenizer tokenizer = train(1000, Normalization.DEFAULT, "is a is a is a is a");
    assertThat(tokenizer.encode("is a")).hasSize(2);
  }

  @Test
  void emptyTextIsNoToken() {
    Tokenizer tokenizer = train(300, Normalization.DEFAULT, "a");
    assertThat(tokenizer.encode("")).isEmpty();
    assertThat(tokenizer.decode(new int[0])).isEmpty();
    assertThat(tokenizer.decode(tokenizer.encode(" "))).isEqualTo(" ");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyTextComesBackAndNothingIsUnknown(long seed) {
    Normalization plain = new Normalization(Form.NONE, false, Script.AS_IS);
    Tokenizer tokenizer = train(400, plain, TEXTS.toArray(String[]::new));
    RandomText texts = new RandomText(seed);
    for (int i = 0; i < 2000; i++) {
      String text = texts.next(60);
      int[] ids = tokenizer.encode(text);
      assertThat(ids).doesNotContain(0, 1, 2, 3);
      assertThat(tokenizer.decode(ids)).isEqualTo(text);
    }
  }

  @Test
  void whatComesBackIsTheNormalisedText() {
    Normalization all = new Normalization(Form.NFKC, true, Script.SIMPLIFIED);
    Tokenizer tokenizer = train(400, all, "a");
    assertThat(tokenizer.decode(tokenizer.encode("Ｔｈｅ ﬁne 春眠不覺曉"))).isEqualTo("the fine 春眠不觉晓");
  }

  @Test
  void halfCharactersBecomeReplacementCharacters() {
    Tokenizer tokenizer = train(300, Normalization.DEFAULT, "a");
    assertThat(tokenizer.decode(tokenizer.encode("a\uD800b"))).isEqualTo("a\uFFFDb");
    int[] cut = Arrays.copyOf(tokenizer.encode("春"), 3);
    assertThat(tokenizer.decode(cut)).isEqualTo("\uFFFD");
  }

  @Test
  void marksInTextAreSpelledOut() {
    Tokenizer tokenizer = train(300, Normalization.DEFAULT, "<s> <unk> </s>");
    int[] ids = tokenizer.encode("<s> <unk> </s>");
    assertThat(ids).doesNotContain(0, 1, 2, 3);
    assertThat(tokenizer.decode(ids)).isEqualTo("<s> <unk> </s>");
  }

  @Test
  void longPiecesTakeLittleTime() {
    Tokenizer tokenizer = train(300, Normalization.DEFAULT, "aaaa bbbb abab abab");
    String text = "ab".repeat(100_000);
    assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
  }

  @Test
  void theSameTextsGiveTheSameTokenizer() {
    Tokenizer one = train(400, Normalization.DEFAULT, TEXTS.toArray(String[]::new));
    Tokenizer two = train(400, Normalization.DEFAULT, TEXTS.toArray(String[]::new));
    assertThat(spelled(one, 0)).isEqualTo(spelled(two, 0));
  }

  @Test
  void aVocabularyWithoutRoomForBytesIsRefused() {
    assertThatThrownBy(() -> train(259, Normalization.DEFAULT, "a"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("vocabulary: 259")
        .hasMessageContaining("260");
  }

  private static List<String> spelled(Tokenizer tokenizer, int from) {
    return IntStream.range(from, tokenizer.size()).mapToObj(tokenizer::token).toList();
  }

  private static Tokenizer train(int vocabulary, Normalization normalization, String... texts) {
    return Tokenizers.train(
        new TokensConfig(TokenKind.BPE, vocabulary, 2, 100, normalization), Stream.of(texts));
  }
}
