package subtext.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.error.InputException;

class WordChoiceTest {
  private static TokensConfig config(TokenKind kind, WordChoice words) {
    return new TokensConfig(kind, 100, 1, 100, Normalization.DEFAULT, words);
  }

  private static Tokenizer tokenizer(WordChoice words) {
    return Tokenizers.train(
        config(TokenKind.WORD, words), Stream.of("the cat and the 3 dogs", "it is not a cat !"));
  }

  private static String read(Tokenizer tokenizer, String text) {
    return Arrays.toString(
        Arrays.stream(tokenizer.encode(text)).mapToObj(tokenizer::token).toArray());
  }

  @Test
  void unknownWordsAreMarkedOrLeftOut() {
    String text = "the bird and cat";
    assertThat(read(tokenizer(WordChoice.ALL), text)).isEqualTo("[the, <unk>, and, cat]");
    assertThat(read(tokenizer(WordChoice.KNOWN), text)).isEqualTo("[the, and, cat]");
  }

  @Test
  void wordsOfContentAreNoFunctionWordsNumbersOrMarks() {
    Tokenizer content = tokenizer(WordChoice.CONTENT);
    assertThat(content.size()).isEqualTo(Vocabulary.FIRST_ORDINARY + 2);
    assertThat(read(content, "the 3 dogs and it: a cat!")).isEqualTo("[dogs, cat]");
  }

  @Test
  void theChoiceIsSavedWithTheTokenizer(@TempDir Path folder) {
    Tokenizers.save(tokenizer(WordChoice.CONTENT), folder);
    Tokenizer loaded = Tokenizers.load(folder);
    assertThat(loaded.config().words()).isEqualTo(WordChoice.CONTENT);
    assertThat(loaded.encode("nothing that it knows")).isEmpty();
  }

  @Test
  void bytePairsKnowAllWords() {
    assertThatThrownBy(
            () ->
                new TokensConfig(TokenKind.BPE, 300, 1, 9, Normalization.DEFAULT, WordChoice.KNOWN))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("words: KNOWN");
  }
}
