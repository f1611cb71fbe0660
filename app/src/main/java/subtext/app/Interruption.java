package subtext.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a piece of work end well when Ctrl-C or SIGTERM stops the process: it is asked to stop, and
 * the process waits for it.
 */
final class Interruption implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook;

  /**
   * @param stop asks the work to end soon; called from another thread
   */
  Interruption(Runnable stop) {
    hook = new Thread(() -> stopAndWait(stop), "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void stopAndWait(Runnable stop) {
    if (ended.getCount() == 0) {
      return;
    }
    stop.run();
    try {
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("subtext: the work did not end in time; its last checkpoint stands");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The work is over, and what it had to save is saved. */
  @Override
  public void close() {
    ended.countDown();
  }
}
