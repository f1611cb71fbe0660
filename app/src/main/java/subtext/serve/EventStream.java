package subtext.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Server-sent events, written as they come.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">the format</a>
 */
final class EventStream {
  private final OutputStream out;

  EventStream(Context context) {
    HttpServletResponse response = context.res();
    response.setContentType("text/event-stream; charset=utf-8");
    response.setHeader("Cache-Control", "no-store");
    try {
      out = response.getOutputStream();
      response.flushBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sends one.
   *
   * @throws UncheckedIOException if the client is gone
   */
  synchronized void send(String event, Object data) {
    write("event: %s\ndata: %s\n\n".formatted(event, Json.MAPPER.writeValueAsString(data)));
  }

  /** Keeps the connection, and finds out whether somebody listens still. */
  synchronized void beat() {
    write(": \n\n");
  }

  private void write(String text) {
    try {
      out.write(text.getBytes(UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
