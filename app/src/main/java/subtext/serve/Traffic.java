package subtext.serve;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;

/** What is asked at this time, from the first look at a request to the last byte of its answer. */
final class Traffic {
  /** How long readiness says no, at least, before nobody can ask any more. */
  private static final Duration NOTICE = Duration.ofMillis(500);

  /** How long accepted requests may still take. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration LOOK = Duration.ofMillis(20);

  private static final String BEGINNING = "beginning";

  private final Service service;
  private final AtomicInteger asked = new AtomicInteger();

  Traffic(Service service) {
    this.service = service;
  }

  /**
   * Counts a request in.
   *
   * @throws Problem if the server is about to end
   */
  void enter(Context context) {
    EndPoint endPoint = ClientConnection.endPoint(context);
    Request request = ServletContextRequest.getServletContextRequest(context.req());
    asked.incrementAndGet();
    context.attribute(BEGINNING, System.nanoTime());
    Request.addCompletionListener(
        request,
        failure -> {
          asked.decrementAndGet();
          service.arrivals().answered(endPoint);
        });
    if (context.req().getContentLengthLong() <= 0 && context.header("Transfer-Encoding") == null) {
      service.arrivals().completed(context);
    } else {
      service.arrivals().begun(endPoint);
    }
    if (service.health().isDraining()) {
      context.header("Connection", "close");
      if (context.path().startsWith("/v1/")) {
        throw new Problem(Problem.Kind.UNAVAILABLE, "the server is going down");
      }
    }
  }

  /** The time since a request was counted in. */
  Duration since(Context context) {
    Long beginning = context.attribute(BEGINNING);
    return Duration.ofNanos(System.nanoTime() - Objects.requireNonNull(beginning));
  }

  /** Waits until nothing is asked, or patience is over. */
  void awaitQuiet() {
    long start = System.nanoTime();
    long least = start + NOTICE.toNanos();
    long most = start + PATIENCE.toNanos();
    try {
      while (System.nanoTime() < least || (asked.get() > 0 && System.nanoTime() < most)) {
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
