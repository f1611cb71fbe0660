package subtext.error;

/**
 * A training that cannot go on: a loss or gradient that is not finite, a run folder in use, a full
 * disk.
 */
public final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public TrainingException(String message) {
    super(message);
  }

  public TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
