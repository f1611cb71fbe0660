package subtext.error;

/** A process of several that train together is lost, or has not answered in time. */
public final class LostProcessException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public LostProcessException(String message, Throwable cause) {
    super(message, cause);
  }
}
