package subtext.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Words or characters of a text, looked up in a vocabulary of the commonest. */
final class VocabularyTokenizer implements Tokenizer {
  private final TokensConfig config;
  private final Segmenter segmenter;
  private final Vocabulary vocabulary;

  VocabularyTokenizer(TokensConfig config, Vocabulary vocabulary) {
    this.config = config;
    this.segmenter = Segmenter.of(config.kind());
    this.vocabulary = vocabulary;
  }

  @Override
  public int[] encode(String text) {
    return segmenter.split(config.normalization().apply(text)).stream()
        .mapToInt(vocabulary::id)
        .filter(id -> config.words() == WordChoice.ALL || id != Vocabulary.UNK)
        .toArray();
  }

  @Override
  public String decode(int[] ids) {
    List<String> words = new ArrayList<>(ids.length);
    for (int id : ids) {
      String token = vocabulary.token(id);
      if (id == Vocabulary.END) {
        break;
      }
      if (id != Vocabulary.PAD && id != Vocabulary.START) {
        words.add(token);
      }
    }
    return segmenter.join(words);
  }

  @Override
  public int size() {
    return vocabulary.size();
  }

  @Override
  public String token(int id) {
    return vocabulary.token(id);
  }

  @Override
  public @Nullable Lexicon lexicon() {
    return null;
  }

  @Override
  public TokensConfig config() {
    return config;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }
}
