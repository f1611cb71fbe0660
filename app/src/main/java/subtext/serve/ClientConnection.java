package subtext.serve;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;

/** The connection of a request that has arrived whole and is not yet answered. */
final class ClientConnection {
  private final Context context;
  private final EndPoint endPoint;

  private ClientConnection(Context context, EndPoint endPoint) {
    this.context = context;
    this.endPoint = endPoint;
  }

  static ClientConnection of(Context context) {
    return new ClientConnection(context, endPoint(context));
  }

  static EndPoint endPoint(Context context) {
    Request request = ServletContextRequest.getServletContextRequest(context.req());
    return request.getConnectionMetaData().getConnection().getEndPoint();
  }

  /**
   * Whether the client has closed it. Nobody else reads while a request is being answered, so that
   * a byte that comes is the next request's, ahead of its time: it is lost, and so the connection
   * is said to end with this answer, after which a client sends such a request again (RFC 9112,
   * section 9.3.2).
   */
  boolean isGone() {
    if (!endPoint.isOpen()) {
      return true;
    }
    if (!(endPoint.getTransport() instanceof SocketChannel channel) || channel.isBlocking()) {
      return false;
    }
    try {
      int read = channel.read(ByteBuffer.allocate(1));
      if (read > 0) {
        context.res().setHeader("Connection", "close");
      }
      return read < 0;
    } catch (IOException e) {
      return true;
    }
  }
}
