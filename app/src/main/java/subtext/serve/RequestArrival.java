package subtext.serve;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;

/**
 * Closes connections whose next request does not begin in time, or does not arrive whole in time,
 * however slowly its bytes keep coming: an idle timeout alone lets a client hold a connection with
 * a byte now and then.
 */
final class RequestArrival implements Connection.Listener {
  private final Map<EndPoint, Long> since = new ConcurrentHashMap<>();
  private final Duration limit;
  private final LongSupplier clock;

  RequestArrival(Duration limit) {
    this(limit, System::nanoTime);
  }

  /**
   * @param clock in nanoseconds
   */
  RequestArrival(Duration limit, LongSupplier clock) {
    this.limit = limit;
    this.clock = clock;
  }

  @Override
  public void onOpened(Connection connection) {
    since.put(connection.getEndPoint(), clock.getAsLong());
  }

  @Override
  public void onClosed(Connection connection) {
    since.remove(connection.getEndPoint());
  }

  /** The head of a request has arrived: its body has as long as the head had. */
  void begun(EndPoint endPoint) {
    since.replace(endPoint, clock.getAsLong());
  }

  /** The request of {@code context} has arrived: its answer may take its time. */
  void completed(Context context) {
    since.remove(ClientConnection.endPoint(context));
  }

  /** A request is answered, and the next one of its connection may begin. */
  void answered(EndPoint endPoint) {
    if (endPoint.isOpen()) {
      since.put(endPoint, clock.getAsLong());
    }
  }

  /** Closes what is late. */
  void sweep() {
    long now = clock.getAsLong();
    since.forEach(
        (endPoint, start) -> {
          if (now - start > limit.toNanos()) {
            since.remove(endPoint);
            endPoint.close();
          }
        });
  }
}
