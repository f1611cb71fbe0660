package subtext.data;

/** Which lines stay in one split. */
public enum Together {
  /** Each for itself. */
  LINE,
  /** Those of one source: all candidates for a question. */
  SOURCE
}
