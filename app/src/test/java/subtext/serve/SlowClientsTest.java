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
import java.util.concurrent.FutureTask;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.app.SmallRun;
import subtext.tensor.Scope;

/** Clients that send a byte now and then, or go away. */
class SlowClientsTest {
  private static final int SLOW = 100;
  private static final int MANY_SLOW = 500;
  private static final int WARM = 500;
  private static final int REFUSED = 200;

  /** Requests of which a hundredth are left: in CI, and in the long run. */
  private static final int LEFT = 1_000;

  private static final int MANY_LEFT = 20_000;

  /** Below this the clock of a busy machine says nothing. */
  private static final double SMALLEST_MILLIS = 10;

  private static final Limits TWO_WAIT = new Limits(2, 64, Duration.ofMillis(2), 1);

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
      endure(server, asked, SLOW);
    }
  }

  @Test
  @Tag("long")
  void fiveHundredWhoNeverFinishHardlyDisturbTheOthers() throws Exception {
    try (Server server = start(Limits.DEFAULT);
        Asked asked = Asked.of(server)) {
      askUntil(asked, n -> n >= WARM);
      double before = millis99(askUntil(asked, n -> n >= WARM));
      double beside = millis99(endure(server, asked, MANY_SLOW));
      System.out.printf("p99 of others: %.1f ms, beside slow clients %.1f ms%n", before, beside);
      assertThat(beside).isLessThan(2 * Math.max(before, SMALLEST_MILLIS));
    }
  }

  /**
   * Others' answers, in nanoseconds, from before {@code count} clients begin a request that they
   * never finish until the server has cut off the last of them.
   */
  private static List<Long> endure(Server server, Asked asked, int count) throws Exception {
    FutureTask<Void> slow = new FutureTask<>(() -> dawdle(server, count));
    Thread.ofPlatform().start(slow);
    List<Long> latencies = askUntil(asked, n -> slow.isDone());
    slow.get();
    return latencies;
  }

  /** Sends each of {@code count} requests byte by byte, until the server listens to none. */
  private static Void dawdle(Server server, int count) throws Exception {
    String host = "Host: %s\r\n".formatted(server.address().getAuthority());
    List<Socket> slow = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      slow.add(
          open(
              server,
              n % 2 == 0
                  ? "GET /v1/models HTTP/1.1\r\n" + host + "X-Header: "
                  : "POST /v1/encode HTTP/1.1\r\n" + host + "Content-Length: 999\r\n\r\n{"));
    }
    for (int rounds = 0; !slow.isEmpty(); rounds++) {
      assertThat(rounds).as("%d slow clients are still connected", slow.size()).isLessThan(600);
      slow.removeIf(socket -> !takes(socket));
      Thread.sleep(50);
    }
    return null;
  }

  private static List<Long> askUntil(Asked asked, IntPredicate enough) {
    return timeUntil(enough, () -> encode(asked).good());
  }

  private static Asked.Answer encode(Asked asked) {
    return asked.post("/v1/encode", "{\"texts\":[\"he is here\"]}");
  }

  /** Nanoseconds of each time that {@code work} was done. */
  private static List<Long> timeUntil(IntPredicate enough, Runnable work) {
    List<Long> latencies = new ArrayList<>();
    while (!enough.test(latencies.size())) {
      long start = System.nanoTime();
      work.run();
      latencies.add(System.nanoTime() - start);
    }
    return latencies;
  }

  private static double millis99(List<Long> latencies) {
    List<Long> sorted = latencies.stream().sorted().toList();
    return sorted.get((int) (0.99 * sorted.size())) / 1e6;
  }

  @Test
  void whatAClientAskedForThatIsGoneIsDropped() throws Exception {
    try (Server server = start(TWO_WAIT);
        Asked asked = Asked.of(server);
        Socket busy = open(server, manySentences(server))) {
      List<Socket> waiting = fillQueue(server, asked);
      asked.post("/v1/generate", "{\"count\":1}").refused(429);
      for (Socket gone : waiting) {
        gone.close();
      }
      await(asked, "\nsubtext_queue{model=\"quickstart-en\"} 0.0");
      busy.setSoTimeout(60_000);
      assertThat(new String(busy.getInputStream().readNBytes(15), US_ASCII))
          .as("the answer to a request that takes longer than it may to arrive")
          .isEqualTo("HTTP/1.1 200 OK");
    }
  }

  @Test
  @Tag("long")
  void aFullQueueRefusesWithinFiftyMilliseconds() throws Exception {
    try (Server server = start(TWO_WAIT);
        Asked asked = Asked.of(server)) {
      askUntil(asked, n -> n >= WARM);
      Socket busy = open(server, manySentences(server));
      List<Socket> waiting = fillQueue(server, asked);
      List<Long> latencies = timeUntil(n -> n >= REFUSED, () -> encode(asked).refused(429));
      System.out.printf("p99 of refusals: %.1f ms%n", millis99(latencies));
      assertThat(millis99(latencies)).isLessThan(50);
      busy.close();
      for (Socket each : waiting) {
        each.close();
      }
    }
  }

  private static String manySentences(Server server) {
    String body = "{\"count\":100,\"max_length\":200,\"min_length\":199}";
    return "POST /v1/generate HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(server.address().getAuthority(), body.length(), body);
  }

  /**
   * Two requests that wait for the one before them, so that a queue of two is full; and more where
   * that one was still waiting itself when they came, so that one of them was refused.
   */
  private static List<Socket> fillQueue(Server server, Asked asked) throws Exception {
    List<Socket> waiting = new ArrayList<>();
    String full = "\nsubtext_queue{model=\"quickstart-en\"} 2.0";
    for (int n = 0; !asked.get("/metrics").text().contains(full); n++) {
      assertThat(n).as(full).isLessThan(2000);
      if (n < 2 || n % 100 == 0) {
        waiting.add(open(server, manySentences(server)));
      }
      Thread.sleep(5);
    }
    return waiting;
  }

  @Test
  void whatClientsLeaveBehindIsFreed() throws Exception {
    try (Server server = start(Limits.DEFAULT);
        Asked asked = Asked.of(server)) {
      leave(server, asked, LEFT);
    }
  }

  @Test
  @Tag("long")
  void whatManyMoreClientsLeaveBehindIsFreed() throws Exception {
    try (Server server = start(Limits.DEFAULT);
        Asked asked = Asked.of(server)) {
      leave(server, asked, MANY_LEFT);
    }
  }

  /** Asks {@code count} times, and goes away from every hundredth request. */
  private static void leave(Server server, Asked asked, int count) throws Exception {
    encode(asked).good();
    long before = Scope.liveTensors();
    String body = "{\"count\":20,\"max_length\":40}";
    String request =
        "POST /v1/generate HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(server.address().getAuthority(), body.length(), body);
    for (int n = 0; n < count; n++) {
      if (n % 100 == 0) {
        open(server, request).close();
      } else {
        int status = encode(asked).status();
        assertThat(status).isIn(200, 429);
      }
    }
    while (encode(asked).status() == 429) {
      Thread.sleep(50);
    }
    assertThat(Scope.liveTensors()).isEqualTo(before);
  }

  private static void await(Asked asked, String metric) throws InterruptedException {
    for (int n = 0; !asked.get("/metrics").text().contains(metric); n++) {
      assertThat(n).as(metric).isLessThan(2000);
      Thread.sleep(5);
    }
  }
}
