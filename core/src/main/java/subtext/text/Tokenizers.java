package subtext.text;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import subtext.error.CorruptFileException;
import subtext.error.InputException;
import subtext.error.VersionException;

/** Makes tokenisers, from texts and from files. */
public final class Tokenizers {
  static final TokensConfig NO_TEXT =
      new TokensConfig(
          TokenKind.WHITESPACE, Vocabulary.FIRST_ORDINARY + 1, 1, 1, Normalization.DEFAULT);

  private Tokenizers() {}

  /**
   * The tokeniser of {@code config} whose vocabulary is commonest in {@code texts}. The same texts
   * in the same order give the same tokeniser; memory is bounded however many they are.
   *
   * @param texts read once; the caller closes them
   * @throws InputException if there is no text
   */
  public static Tokenizer train(TokensConfig config, Stream<String> texts) {
    return of(config, counts(config, texts));
  }

  /**
   * How often each token (with byte pairs: each piece that they are made of) occurs. Counts of
   * parts of a corpus may be added up; more than 2^21 different tokens are not held, the rarest are
   * forgotten first.
   *
   * @param texts read once; the caller closes them
   */
  public static Map<String, Long> counts(TokensConfig config, Stream<String> texts) {
    return count(config, texts).byToken();
  }

  /**
   * The tokeniser of {@code config} for texts with these {@link #counts}.
   *
   * @throws InputException if nothing was counted
   */
  public static Tokenizer of(TokensConfig config, Map<String, Long> counts) {
    if (counts.isEmpty()) {
      throw new InputException("no text to make a vocabulary of: the corpus is empty");
    }
    return switch (config.kind()) {
      case BPE -> BytePairTrainer.train(config, counts);
      case WORD, WHITESPACE, CHARACTER ->
          new VocabularyTokenizer(
              config, Vocabulary.commonest(counts, config.vocabulary(), config.minCount()));
    };
  }

  /** The tokeniser of data that hold no text, such as images: it knows the special tokens alone. */
  public static Tokenizer ofNoText() {
    return new VocabularyTokenizer(NO_TEXT, new Vocabulary(List.of()));
  }

  /**
   * {@code tokenizer} with the words of more texts in its lexicon; without a lexicon where those
   * texts put no spaces between words, and as it is where it has none.
   *
   * @param texts read once; the caller closes them
   */
  public static Tokenizer extend(Tokenizer tokenizer, Stream<String> texts) {
    if (!(tokenizer instanceof BytePairTokenizer pairs) || pairs.words().isEmpty()) {
      return tokenizer;
    }
    List<String> more = Lexicon.words(count(tokenizer.config(), texts).byToken());
    if (more.isEmpty()) {
      return pairs.with(List.of());
    }
    NavigableSet<String> words = new TreeSet<>(more);
    pairs.words().stream()
        .filter(word -> !words.contains(word))
        .limit(Lexicon.MOST - words.size())
        .toList()
        .forEach(words::add);
    return pairs.with(List.copyOf(words));
  }

  private static TokenCounts count(TokensConfig config, Stream<String> texts) {
    TokenCounts counts = new TokenCounts();
    Consumer<String> count =
        switch (config.kind()) {
          case BPE -> text -> Pieces.split(BytePairTokenizer.prepare(config, text), counts::add);
          case WORD, WHITESPACE, CHARACTER -> {
            Segmenter segmenter = Segmenter.of(config.kind());
            yield text ->
                segmenter.split(config.normalization().apply(text)).stream()
                    .filter(config.words()::takes)
                    .forEach(counts::add);
          }
        };
    texts.forEachOrdered(count);
    return counts;
  }

  /**
   * Writes {@code tokenizer} into {@code folder}: {@code tokenizer.json} with the vocabulary and
   * {@code tokenizer_config.json} with the configuration, in the format of Hugging Face's
   * libraries; and {@code words.txt.gz} with the words of its lexicon, if it has one.
   *
   * @return the files written
   * @throws java.io.UncheckedIOException if they cannot be written
   */
  public static List<Path> save(Tokenizer tokenizer, Path folder) {
    return TokenizerFiles.write(tokenizer, folder);
  }

  /**
   * The tokeniser that {@link #save} wrote into {@code folder}.
   *
   * @throws InputException if there is none
   * @throws CorruptFileException if a file is not whole or contradicts itself or the other
   * @throws VersionException if a Subtext of another format wrote it
   */
  public static Tokenizer load(Path folder) {
    return TokenizerFiles.read(folder);
  }
}
