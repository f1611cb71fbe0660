package subtext.text;

/** What a token is. */
public enum TokenKind {
  /**
   * Words and punctuation marks as Unicode finds them (UAX #29), with dictionaries for Chinese,
   * Japanese, Thai, Lao, Khmer and Burmese.
   */
  WORD,

  /** Whatever stands between white space: for corpora that were tokenised before. */
  WHITESPACE,

  /**
   * Unicode code points, white space among them. Code points and not user-perceived characters, so
   * that the vocabulary stays small and a rare accent or emoji can be put together from its parts.
   */
  CHARACTER,

  /** Byte pairs over UTF-8 bytes: no text is ever unknown. */
  BPE
}
