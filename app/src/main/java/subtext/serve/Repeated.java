package subtext.serve;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A task that is done again and again, on a thread of its own, until this is closed. */
final class Repeated implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Repeated.class);

  private final Thread thread;

  /**
   * @param pause between the end of the task and its next beginning
   */
  Repeated(String name, Duration pause, Runnable task) {
    thread = Thread.ofPlatform().daemon().name(name).start(() -> repeat(pause, task));
  }

  private static void repeat(Duration pause, Runnable task) {
    try {
      while (true) {
        Thread.sleep(pause);
        attempt(task);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What fails once may go well the next time. */
  private static void attempt(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("{} failed, and is tried again", Thread.currentThread().getName(), e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
