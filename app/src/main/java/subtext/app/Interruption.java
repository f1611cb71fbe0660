package subtext.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets work end well when Ctrl-C or SIGTERM stops the process. */
final class Interruption {
  /** Whoever sends SIGTERM seldom waits more than ten seconds before SIGKILL. */
  private static final long PATIENCE_SECONDS = 9;

  private Interruption() {}

  /**
   * Does {@code work}. If the process is told to end meanwhile, {@code stop} asks the work to end
   * soon, from another thread, and the process waits for it.
   */
  static <T> T guard(Supplier<T> work, Runnable stop) {
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook = new Thread(() -> stopAndWait(stop, ended), "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.get();
    } finally {
      ended.countDown();
    }
  }

  private static void stopAndWait(Runnable stop, CountDownLatch ended) {
    if (ended.getCount() == 0) {
      return;
    }
    stop.run();
    try {
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("subtext: the step did not end in time; the last checkpoint stands");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
