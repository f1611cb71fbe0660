package subtext.text;

import org.jspecify.annotations.Nullable;

/**
 * Texts to token ids and back. Immutable, may be shared among threads.
 *
 * <p>Ids 0 to 3 are the special tokens of {@link Vocabulary}; ordinary tokens start at {@link
 * Vocabulary#FIRST_ORDINARY}.
 */
public sealed interface Tokenizer permits VocabularyTokenizer, BytePairTokenizer {

  /**
   * Ids of the normalised text, without {@code <s>} and {@code </s>} and however long. What the
   * vocabulary does not hold becomes {@link Vocabulary#UNK}; byte pairs never need it. Text cannot
   * spell a mark: {@code </s>} in a corpus is not {@link Vocabulary#END}.
   */
  int[] encode(String text);

  /**
   * The text of the ids up to the first {@link Vocabulary#END}, without padding and start marks.
   *
   * @throws IllegalArgumentException if an id is negative or not below {@link #size()}
   */
  String decode(int[] ids);

  /** Number of ids, special tokens included. */
  int size();

  /**
   * The token as the vocabulary spells it: for byte pairs in GPT-2's printable alphabet, in which
   * {@code Ġ} is a space.
   *
   * @throws IllegalArgumentException if {@code id} is negative or not below {@link #size()}
   */
  String token(int id);

  /**
   * The words of the training text, for byte pairs in a language with spaces; null elsewhere, where
   * each token is a word or a character and no others can be written.
   */
  @Nullable Lexicon lexicon();

  /** Whether it is that of data which hold no text: {@link Tokenizers#ofNoText}. */
  default boolean isOfNoText() {
    return size() == Vocabulary.FIRST_ORDINARY && config().equals(Tokenizers.NO_TEXT);
  }

  /** What it was trained with. */
  TokensConfig config();
}
