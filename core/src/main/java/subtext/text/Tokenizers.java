package subtext.text;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import subtext.error.InputException;

/** Makes tokenisers: from texts, and from files. */
public final class Tokenizers {
  private Tokenizers() {}

  /**
   * The tokeniser of {@code config} whose vocabulary fits {@code texts} best. The same texts in the
   * same order give the same tokeniser.
   *
   * @param texts read once; the caller closes them
   * @throws InputException if there is no text
   */
  public static Tokenizer train(TokensConfig config, Stream<String> texts) {
    Segmenter segmenter = Segmenter.of(config.kind());
    Map<String, Long> counts = new HashMap<>();
    texts.forEach(
        text ->
            segmenter
                .split(config.normalization().apply(text))
                .forEach(word -> counts.merge(word, 1L, Long::sum)));
    if (counts.isEmpty()) {
      throw new InputException("no text to make a vocabulary of: the corpus is empty");
    }
    return new VocabularyTokenizer(
        config, Vocabulary.commonest(counts, config.vocabulary(), config.minCount()));
  }
}
