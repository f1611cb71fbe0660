package subtext.serve;

import java.time.Duration;
import subtext.config.Allowed;

/**
 * How much of a model may wait, and be computed at once. What is out of range is named as the
 * option of {@code subtext serve} is.
 *
 * @param waiting requests
 * @param batch texts
 * @param window how long the first request of a batch waits for others
 * @param threads that an operation of the engine may take; others have requests to read
 */
public record Limits(int waiting, int batch, Duration window, int threads) {
  public static final int WAITING = 256;
  public static final int BATCH = 32;
  public static final int WINDOW_MILLIS = 2;
  public static final int THREADS = 1;
  public static final Limits DEFAULT =
      new Limits(WAITING, BATCH, Duration.ofMillis(WINDOW_MILLIS), THREADS);

  public Limits {
    Allowed.between("--queue", waiting, 1, 1_000_000);
    Allowed.between("--batch", batch, 1, 10_000);
    Allowed.between("--threads", threads, 1, 1024);
    Allowed.between("--window", window.toMillis(), 0, 10_000);
  }
}
