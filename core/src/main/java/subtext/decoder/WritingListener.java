package subtext.decoder;

/**
 * Hears of tokens as they are written, on the thread that writes. A search tells of none: it has no
 * sentence before it has all. What this throws ends the writing.
 */
public interface WritingListener {
  WritingListener NONE = (example, token) -> {};

  /**
   * The sentence of {@code example} goes on with {@code token}.
   *
   * @param token no mark of an end
   */
  void wrote(long example, int token);
}
