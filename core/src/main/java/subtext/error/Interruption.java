package subtext.error;

import java.util.concurrent.CancellationException;

/**
 * How work on a model is ended before it is done: by an interrupt of the thread that does it. What
 * was done until then is lost, and the model as good as before.
 */
public final class Interruption {
  private Interruption() {}

  /**
   * Asked between batches, and between the tokens that are written. The thread stays interrupted.
   *
   * @throws CancellationException if this thread was interrupted
   */
  public static void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the thread was interrupted");
    }
  }
}
