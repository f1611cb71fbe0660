package subtext.spark;

import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Shows what is added to a text file while it grows, from another thread. */
final class Follower implements AutoCloseable {
  private static final long PAUSE_MILLIS = 500;

  private final Storage storage;
  private final String file;
  private final Consumer<String> out;
  private final Thread thread;
  private int shown;

  private Follower(Storage storage, String file, Consumer<String> out) {
    this.storage = storage;
    this.file = file;
    this.out = out;
    shown = text().length();
    thread = new Thread(this::follow, "follower of " + file);
    thread.setDaemon(true);
  }

  /** Begins to show what is added from now on. */
  static Follower of(Storage storage, String file, Consumer<String> out) {
    Follower follower = new Follower(storage, file, out);
    follower.thread.start();
    return follower;
  }

  private void follow() {
    try {
      while (true) {
        Thread.sleep(PAUSE_MILLIS);
        show();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void show() {
    String text = text();
    int end = text.lastIndexOf('\n') + 1; // it may be on its way
    if (end > shown) {
      out.accept(text.substring(shown, end));
      shown = end;
    }
  }

  private String text() {
    try {
      return storage.exists(file) ? storage.text(file) : "";
    } catch (UncheckedIOException e) {
      return ""; // just being replaced
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    show();
  }
}
