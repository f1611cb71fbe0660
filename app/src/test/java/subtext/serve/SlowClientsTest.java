package subtext.serve;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.app.SmallRun;

/** Clients that send a byte now and then, or go away. */
class SlowClientsTest {
  private static final int SLOW = 100;

  @TempDir Path cache;

  private Server start(Limits limits) {
    Settings local = Settings.local(0, cache);
    Path shipped = SmallRun.HOME.resolve("models").resolve("quickstart-en");
    return Server.start(
        new Settings(
            local.host(),
            0,
            null,
            limits,
            local.body(),
            local.timeout(),
            Duration.ofSeconds(1),
            cache),
        List.of(shipped));
  }

  private static Socket open(Server server, String beginning) throws IOException {
    Socket socket = new Socket(server.address().getHost(), server.address().getPort());
    socket.getOutputStream().write(beginning.getBytes(US_ASCII));
    return socket;
  }

  /** Whether the server still listens to {@code socket}, which gets one more byte. */
  private static boolean takes(Socket socket) {
    try {
      socket.getOutputStream().write('x');
      socket.setSoTimeout(1);
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void whoNeverFinishesARequestIsCutOffAndTheOthersAreAnswered() throws Exception {
    try (Server server = start(Limits.DEFAULT);
        Asked asked = Asked.of(server)) {
      String host = "Host: %s\r\n".formatted(server.address().getAuthority());
      List<Socket> slow = new ArrayList<>();
      for (int n = 0; n < SLOW; n++) {
        slow.add(
            open(
                server,
                n % 2 == 0
                    ? "GET /v1/models HTTP/1.1\r\n" + host + "X-Header: "
                    : "POST /v1/encode HTTP/1.1\r\n" + host + "Content-Length: 999\r\n\r\n{"));
      }
      int rounds = 0;
      while (!slow.isEmpty()) {
        asked.post("/v1/encode", "{\"texts\":[\"he is here\"]}").good();
        slow.removeIf(socket -> !takes(socket));
        Thread.sleep(100);
        assertThat(rounds++).as("%d slow clients are still connected", slow.size()).isLessThan(300);
      }
    }
  }

  @Test
  void whatAClientAskedForThatIsGoneIsDropped() throws Exception {
    try (Server server = start(new Limits(2, 64, Duration.ofMillis(2), 1));
        Asked asked = Asked.of(server)) {
      String body = "{\"count\":100,\"max_length\":200,\"min_length\":199}";
      String request =
          "POST /v1/generate HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(server.address().getAuthority(), body.length(), body);
      Socket busy = open(server, request);
      await(asked, "\nsubtext_queue{model=\"quickstart-en\"} 0.0");
      Socket gone = open(server, request);
      Socket alsoGone = open(server, request);
      await(asked, "\nsubtext_queue{model=\"quickstart-en\"} 2.0");
      asked.post("/v1/generate", "{\"count\":1}").refused(429);
      gone.close();
      alsoGone.close();
      await(asked, "\nsubtext_queue{model=\"quickstart-en\"} 0.0");
      busy.setSoTimeout(60_000);
      assertThat(new String(busy.getInputStream().readNBytes(15), US_ASCII))
          .as("the answer to a request that takes longer than it may to arrive")
          .isEqualTo("HTTP/1.1 200 OK");
      busy.close();
    }
  }

  private static void await(Asked asked, String metric) throws InterruptedException {
    for (int n = 0; !asked.get("/metrics").text().contains(metric); n++) {
      assertThat(n).as(metric).isLessThan(2000);
      Thread.sleep(5);
    }
  }
}
