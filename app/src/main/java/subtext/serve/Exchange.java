package subtext.serve;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;

/** A request, as it is read and waited for. */
final class Exchange {
  /** How often it is looked whether somebody waits still. */
  static final Duration LOOK = Duration.ofMillis(200);

  private final Context context;
  private final Settings settings;
  private final RequestArrival arrivals;
  private final long end;

  Exchange(Context context, Service service) {
    this.context = context;
    this.settings = service.settings();
    this.arrivals = service.arrivals();
    this.end = System.nanoTime() + settings.timeout().toNanos();
  }

  /**
   * The JSON object that the body is; no more than the limit is ever held.
   *
   * @throws Problem if it is too large, or none
   */
  JsonNode body() {
    long length = context.req().getContentLengthLong();
    byte[] bytes = length > settings.body() ? null : read();
    if (bytes == null || bytes.length > settings.body()) {
      throw new Problem(
          Problem.Kind.TOO_LARGE,
          "the body has more than the %d bytes that are allowed".formatted(settings.body()));
    }
    arrivals.completed(context);
    return Json.object(bytes);
  }

  private byte[] read() {
    try (InputStream in = context.req().getInputStream()) {
      return in.readNBytes(settings.body() + 1);
    } catch (IOException e) {
      throw new Problem(Problem.Kind.MALFORMED, "the body did not arrive whole");
    }
  }

  /**
   * What comes of {@code result}, which is cancelled when the time is over or the client gone.
   *
   * @throws Problem if it is
   */
  <A> A await(CompletableFuture<A> result) {
    try {
      while (true) {
        long left = end - System.nanoTime();
        try {
          return result.get(Math.min(left, LOOK.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
          requireWaiting();
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(Problem.Kind.UNAVAILABLE, "the server is going down");
    } finally {
      result.cancel(false);
    }
  }

  /**
   * Demands that there is time left, and somebody who waits.
   *
   * @throws Problem if not
   */
  void requireWaiting() {
    requireTime();
    if (ClientConnection.of(context).isGone()) {
      throw new Problem(Problem.Kind.TIMEOUT, "the client is gone");
    }
  }

  /**
   * Demands that there is time left.
   *
   * @throws Problem if not
   */
  void requireTime() {
    if (System.nanoTime() >= end) {
      throw new Problem(
          Problem.Kind.TIMEOUT,
          "no answer within %d seconds; ask for less".formatted(settings.timeout().toSeconds()));
    }
  }
}
