package subtext.serve;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;

/**
 * What a client still sends of a request that is answered already, because it is too large or not
 * allowed. A connection that is closed meanwhile is reset, and the client may never see the answer;
 * so the answer goes out first, and what comes is thrown away for a while (RFC 9112, section 9.6).
 */
final class UnreadBody {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofMillis(5);

  private UnreadBody() {}

  /** Answers, and then reads the rest; does nothing where the whole request has arrived. */
  static void discard(Context context) throws IOException {
    Request request = ServletContextRequest.getServletContextRequest(context.req());
    if (request.consumeAvailable()) {
      return;
    }
    answer(context);
    EndPoint client = ClientConnection.endPoint(context);
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!request.consumeAvailable() && !client.isInputShutdown() && System.nanoTime() < end) {
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(Context context) throws IOException {
    context.header("Connection", "close");
    try (InputStream result = context.resultInputStream()) {
      byte[] bytes = result == null ? new byte[0] : result.readAllBytes();
      context.res().setContentLength(bytes.length);
      context.res().getOutputStream().write(bytes);
      context.res().flushBuffer();
    }
  }
}
