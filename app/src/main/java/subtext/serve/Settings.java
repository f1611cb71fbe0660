package subtext.serve;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import subtext.config.Allowed;

/**
 * How a server runs. What is out of range is named as the option of {@code subtext serve} is.
 *
 * @param host that it binds to
 * @param port that it binds to; 0 for any that is free
 * @param token that requests must bear; null for none
 * @param queue how much of a model may wait, and be computed at once
 * @param body bytes of a request
 * @param timeout until a request is answered
 * @param arrival until the body of a request has arrived, and until the head of the next one of its
 *     connection has
 * @param cache folder of what can be computed again
 */
public record Settings(
    String host,
    int port,
    @Nullable AccessToken token,
    Limits queue,
    int body,
    Duration timeout,
    Duration arrival,
    Path cache) {
  public static final int BODY = 1 << 20;
  public static final int TIMEOUT_SECONDS = 60;
  public static final Duration TIMEOUT = Duration.ofSeconds(TIMEOUT_SECONDS);
  public static final Duration ARRIVAL = Duration.ofSeconds(10);

  /** How a server runs on this machine alone, if nothing else is said. */
  public static Settings local(int port, Path cache) {
    return new Settings("127.0.0.1", port, null, Limits.DEFAULT, BODY, TIMEOUT, ARRIVAL, cache);
  }

  public Settings {
    Allowed.between("--port", port, 0, 65_535);
    Allowed.between("--body-limit", body, 1024, 1 << 30);
    withinADay("--timeout", timeout);
    withinADay("arrival", arrival);
    Loopback.require(host, token != null);
  }

  /** These, with {@code other} for a token. */
  public Settings with(AccessToken other) {
    return new Settings(host, port, other, queue, body, timeout, arrival, cache);
  }

  private static void withinADay(String name, Duration time) {
    Allowed.demand(
        time.isPositive() && time.compareTo(Duration.ofDays(1)) <= 0,
        name,
        time.toMillis() / 1000.0,
        "above 0 to 86400 seconds");
  }
}
