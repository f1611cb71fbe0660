package subtext.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A client that costs little, so that what is measured is the server. */
final class BenchmarkClient {
  private static final String GOOD = "HTTP/1.1 200 ";
  private static final String LENGTH = "content-length: ";

  private BenchmarkClient() {}

  /** The bytes of a request for the vector of {@code text}. */
  static byte[] request(URI server, String text) {
    byte[] body = Json.MAPPER.writeValueAsBytes(Map.of("input", text));
    String head =
        "POST /v1/embeddings HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(server.getAuthority(), body.length);
    return (head + new String(body, UTF_8)).getBytes(UTF_8);
  }

  /**
   * Sends requests one after the other until {@code end}.
   *
   * @return nanoseconds until each answer; -1 for one that was refused
   * @throws IOException if an answer does not come
   */
  static List<Long> ask(URI server, List<byte[]> requests, int first, long end) throws IOException {
    List<Long> latencies = new ArrayList<>();
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (int n = first; System.nanoTime() < end; n++) {
        long asked = System.nanoTime();
        out.write(requests.get(n % requests.size()));
        latencies.add(isGood(in) ? System.nanoTime() - asked : -1);
      }
    }
    return latencies;
  }

  /** Reads an answer to its end. */
  private static boolean isGood(InputStream in) throws IOException {
    boolean good = line(in).startsWith(GOOD);
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String lower = line.toLowerCase(Locale.ROOT);
      length =
          lower.startsWith(LENGTH)
              ? Integer.parseInt(lower, LENGTH.length(), lower.length(), 10)
              : length;
    }
    in.skipNBytes(length);
    return good;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int read = in.read(); read != '\n'; read = in.read()) {
      if (read < 0) {
        throw new IOException("the server closed the connection");
      }
      if (read != '\r') {
        line.append((char) read);
      }
    }
    return line.toString();
  }
}
