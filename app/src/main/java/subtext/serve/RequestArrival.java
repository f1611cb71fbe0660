package subtext.serve;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;

/**
 * Closes connections whose next request does not arrive whole in time, however slowly its bytes
 * keep coming: an idle timeout alone lets a client hold a connection with a byte now and then.
 */
final class RequestArrival implements Connection.Listener {
  private final Map<EndPoint, Long> since = new ConcurrentHashMap<>();
  private final Duration limit;

  RequestArrival(Duration limit) {
    this.limit = limit;
  }

  @Override
  public void onOpened(Connection connection) {
    since.put(connection.getEndPoint(), System.nanoTime());
  }

  @Override
  public void onClosed(Connection connection) {
    since.remove(connection.getEndPoint());
  }

  /** The request of {@code context} has arrived: its answer may take its time. */
  void completed(Context context) {
    since.remove(ClientConnection.endPoint(context));
  }

  /** A request is answered, and the next one of its connection may begin. */
  void answered(EndPoint endPoint) {
    if (endPoint.isOpen()) {
      since.put(endPoint, System.nanoTime());
    }
  }

  /** Closes what is late. */
  void sweep() {
    long now = System.nanoTime();
    since.forEach(
        (endPoint, start) -> {
          if (now - start > limit.toNanos()) {
            since.remove(endPoint);
            endPoint.close();
          }
        });
  }
}
