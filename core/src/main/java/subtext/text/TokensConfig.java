package subtext.text;

import subtext.config.Allowed;

/**
 * How text becomes tokens: the section {@code tokens} of a recipe.
 *
 * @param kind what a token is
 * @param vocabulary greatest number of ids, the four special tokens included
 * @param minCount how often a word or character (or a pair, for byte pairs) must occur in the
 *     training texts to become a token
 * @param maxLength longest sentence to train on, in tokens without start and end marks; longer ones
 *     are cut there by the data pipeline, not by the tokeniser
 * @param normalization what is done to text first
 * @param words which words of a text are kept; not for byte pairs, which know all
 */
public record TokensConfig(
    TokenKind kind,
    int vocabulary,
    int minCount,
    int maxLength,
    Normalization normalization,
    WordChoice words) {

  /** Byte pairs: any language, and no unknown token. */
  public static final TokensConfig DEFAULT =
      new TokensConfig(TokenKind.BPE, 8000, 2, 200, Normalization.DEFAULT);

  /** With all words. */
  public TokensConfig(
      TokenKind kind, int vocabulary, int minCount, int maxLength, Normalization normalization) {
    this(kind, vocabulary, minCount, maxLength, normalization, WordChoice.ALL);
  }

  public TokensConfig {
    int least = Vocabulary.FIRST_ORDINARY + (kind == TokenKind.BPE ? ByteAlphabet.SIZE : 1);
    Allowed.atLeast("vocabulary", vocabulary, least);
    Allowed.atLeast("minCount", minCount, 1);
    Allowed.atLeast("maxLength", maxLength, 1);
    Allowed.demand(
        kind != TokenKind.BPE || words == WordChoice.ALL,
        "words",
        words,
        "all with byte pairs; choose kind word or whitespace for others");
  }
}
