package subtext.error;

/**
 * The caller's fault: a bad argument, recipe, corpus or text. The message names the file and line,
 * or the key, and the value; it says what is allowed and what to do.
 */
public sealed class InputException extends RuntimeException permits TextException {
  private static final long serialVersionUID = 1;

  public InputException(String message) {
    super(message);
  }

  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
