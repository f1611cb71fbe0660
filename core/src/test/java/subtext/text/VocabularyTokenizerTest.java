package subtext.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import subtext.error.InputException;

class VocabularyTokenizerTest {
  @Test
  void idsFollowFrequencyAfterTheSpecialTokens() {
    Tokenizer tokenizer = train(TokenKind.WHITESPACE, 100, "b a c a", "a c");
    assertThat(tokenizer.encode("a c b")).containsExactly(4, 5, 6);
    assertThat(tokenizer.size()).isEqualTo(7);
  }

  @Test
  void rareTokensAreUnknown() {
    Tokenizer tokenizer = train(TokenKind.WHITESPACE, 6, "a a a b b c");
    assertThat(tokenizer.encode("a b c")).containsExactly(4, 5, Vocabulary.UNK);
    assertThat(tokenizer.decode(new int[] {4, 1, 5})).isEqualTo("a <unk> b");
  }

  @Test
  void textCannotSpellMarks() {
    Tokenizer tokenizer = train(TokenKind.WHITESPACE, 100, "a <s> </s> <pad> <unk> <unk>");
    assertThat(tokenizer.encode("<pad> <unk> <s> </s> a")).containsExactly(1, 1, 1, 1, 4);
  }

  @Test
  void decodingEndsAtTheEndMarkAndLeavesOutPadding() {
    Tokenizer tokenizer = train(TokenKind.WHITESPACE, 100, "b a a");
    assertThat(tokenizer.decode(new int[] {2, 0, 4, 5, 3, 5, 0})).isEqualTo("a b");
  }

  @Test
  void charactersKeepSpaces() {
    Tokenizer tokenizer = train(TokenKind.CHARACTER, 100, "春眠 𠮷");
    assertThat(tokenizer.encode("春眠 𠮷")).hasSize(4).doesNotContain(Vocabulary.UNK);
    assertThat(tokenizer.decode(tokenizer.encode("𠮷 春"))).isEqualTo("𠮷 春");
  }

  @Test
  void noTextMakesNoVocabulary() {
    assertThatThrownBy(() -> train(TokenKind.WORD, 100, "", " "))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("empty");
  }

  private static Tokenizer train(TokenKind kind, int vocabulary, String... texts) {
    return Tokenizers.train(
        new TokensConfig(kind, vocabulary, 1, 100, Normalization.DEFAULT), Stream.of(texts));
  }
}
