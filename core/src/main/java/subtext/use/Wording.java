package subtext.use;

/** Which words a model may write. */
public enum Wording {
  /**
   * Those of the text that it was trained on, where its tokenizer has a {@link
   * subtext.text.Lexicon}: byte pairs would spell others too, most of which do not exist.
   */
  KNOWN_WORDS,
  /** Any that its tokens spell: the model's own distribution, untouched. */
  ANY
}
