package subtext.serve;

import io.javalin.http.Context;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * What a client still sends of a request that is answered already, because it is too large or not
 * allowed. A connection that is closed meanwhile is reset, and the client may never see the answer;
 * so the answer goes out first, and what comes is thrown away for a while (RFC 9112, section 9.6).
 */
final class UnreadBody {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofMillis(5);

  private UnreadBody() {}

  /** Answers, and then reads the rest; does nothing if there is none. */
  static void discard(Context context) throws IOException {
    ServletInputStream body = context.req().getInputStream();
    if (!announced(context) || body.isFinished()) {
      return;
    }
    answer(context);
    try {
      discard(body);
    } catch (IOException e) {
      // The client has closed the connection, as it should.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether a body comes; a client that asks first (Expect) sends none after an error. */
  private static boolean announced(Context context) {
    return (context.req().getContentLengthLong() > 0 || context.header("Transfer-Encoding") != null)
        && context.header("Expect") == null;
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

  private static void discard(ServletInputStream body) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!body.isFinished() && System.nanoTime() < end) {
      int arrived = body.available();
      if (arrived > 0) {
        body.skipNBytes(arrived);
      } else {
        Thread.sleep(LOOK);
      }
    }
  }
}
