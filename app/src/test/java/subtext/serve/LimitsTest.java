package subtext.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import subtext.app.SmallRun;

/** What one request may ask for. */
class LimitsTest {
  private static final int BODY = 20_000;
  private static final int HUGE = 1_000_000_000;

  @TempDir static Path cache;
  private static Server server;
  private static Asked asked;

  @BeforeAll
  static void start() {
    Path shipped = SmallRun.HOME.resolve("models").resolve("quickstart-en");
    Settings local = Settings.local(0, cache);
    Settings settings =
        new Settings(
            local.host(),
            0,
            null,
            local.queue(),
            BODY,
            Duration.ofSeconds(30),
            local.arrival(),
            cache);
    server = Server.start(settings, List.of(shipped));
    asked = Asked.of(server);
  }

  @AfterAll
  static void stop() {
    asked.close();
    server.close();
  }

  private static String ofLength(int bytes) {
    String frame = "{\"texts\":[\"\"]}";
    return frame.replace("\"\"", "\"" + "a".repeat(bytes - frame.length()) + "\"");
  }

  @Test
  void aBodyOfTheLimitIsReadAndOneByteMoreIsNot() {
    asked.post("/v1/encode", ofLength(BODY)).good();
    asked.post("/v1/encode", ofLength(BODY + 1)).refused(413);
    HttpRequest chunked =
        asked
            .request("/v1/encode")
            .POST(
                HttpRequest.BodyPublishers.ofInputStream(
                    () -> new ByteArrayInputStream(ofLength(BODY + 1).getBytes(UTF_8))))
            .build();
    asked.send(chunked).refused(413);
  }

  /** The answer comes while the body is still being sent: no reset of the connection hides it. */
  @RepeatedTest(10)
  void whoeverStillSendsSeesTheAnswer() {
    String body = ofLength(200 * BODY);
    asked.post("/v1/encode", body).refused(413);
    asked.post("/v1/nothing", body).refused(404);
  }

  @Test
  void whoeverAsksFirstIsRefusedAndNotToldToSend() throws Exception {
    String head =
        "POST /v1/encode HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n"
            .formatted(server.address().getAuthority(), HUGE);
    try (Socket socket = connect()) {
      socket.getOutputStream().write(head.getBytes(UTF_8));
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 413")
          .contains("Connection: close");
    }
  }

  @Test
  void aRefusalOfARequestThatHasArrivedKeepsTheConnection() throws Exception {
    String request =
        "POST /v1/nothing HTTP/1.1\r\nHost: %s\r\nContent-Length: 2\r\n\r\n{}"
            .formatted(server.address().getAuthority());
    try (Socket socket = connect()) {
      for (int n = 0; n < 2; n++) {
        socket.getOutputStream().write(request.getBytes(UTF_8));
        assertThat(status(socket)).isEqualTo("HTTP/1.1 404");
        String rest = restOfAnswer(socket);
        assertThat(rest).doesNotContain("Connection: close");
      }
    }
  }

  private static Socket connect() throws IOException {
    Socket socket = new Socket(server.address().getHost(), server.address().getPort());
    socket.setSoTimeout(30_000);
    return socket;
  }

  private static String status(Socket socket) throws IOException {
    return new String(socket.getInputStream().readNBytes(12), UTF_8);
  }

  /** Up to the end of the body, whose length its head says. */
  private static String restOfAnswer(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) socket.getInputStream().read());
    }
    Matcher length = Pattern.compile("Content-Length: (\\d+)").matcher(head);
    assertThat(length.find()).as(head.toString()).isTrue();
    socket.getInputStream().readNBytes(Integer.parseInt(length.group(1)));
    return head.toString();
  }

  @Test
  void aBodyBeyondTheLimitTakesLittleMemory() throws Exception {
    asked.post("/v1/encode", ofLength(BODY + 1)).refused(413);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    String head =
        "POST /v1/encode HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(server.address().getAuthority(), HUGE);
    long before = threads.getTotalThreadAllocatedBytes();
    try (Socket socket = connect()) {
      socket.getOutputStream().write(head.getBytes(UTF_8));
      assertThat(status(socket)).isEqualTo("HTTP/1.1 413");
    }
    assertThat(threads.getTotalThreadAllocatedBytes() - before).isLessThan(HUGE / 100);
  }

  @Test
  void jsonIsReadToADepthOfAHundred() {
    String nested = "{\"texts\":%s%s}";
    String deep = nested.formatted("[".repeat(100), "]".repeat(100));
    assertThat(asked.post("/v1/encode", deep).refused(400).text()).contains("nesting depth");
    String allowed = nested.formatted("[".repeat(99), "]".repeat(99));
    assertThat(asked.post("/v1/encode", allowed).refused(400).text())
        .contains("texts must be a list of strings");
  }

  @Test
  void aBatchOfTheLimitIsComputedAndOneTextMoreIsNot() {
    String text = "\"he is here\"";
    String most = String.join(",", Collections.nCopies(Bounds.TEXTS, text));
    assertThat(
            asked
                .post("/v1/encode", "{\"texts\":[%s]}".formatted(most))
                .good()
                .required("encodings")
                .size())
        .isEqualTo(Bounds.TEXTS);
    for (String verb : List.of("encode", "score")) {
      asked.post("/v1/" + verb, "{\"texts\":[%s,%s]}".formatted(most, text)).refused(413);
    }
    asked.post("/v1/embeddings", "{\"input\":[%s,%s]}".formatted(most, text)).refused(413);
  }

  @Test
  void moreSamplesThanAreAllowedAreRefused() {
    asked.post("/v1/generate", "{\"count\":101}").refused(422);
    asked.post("/v1/generate", "{\"count\":0}").refused(422);
    asked.post("/v1/score", "{\"texts\":[\"x\"],\"samples\":101}").refused(422);
    asked.post("/v1/interpolate", "{\"from\":\"x\",\"to\":\"y\",\"steps\":101}").refused(422);
    asked.post("/v1/generate", "{\"max_length\":1001}").refused(422);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"texts":["x"],"texts":["y"]}          | texts
          {"texts":["x"]} {}                     | JSON
          {"texts":["x"],"text":"y"}             | did you mean 'texts'?
          {"texts":[1]}                          | texts must be a list of strings
          {"texts":"x"}                          | texts must be a list of strings
          {}                                     | 'texts' is missing
          {"texts":null}                         | 'texts' is missing
          {"texts":["x"],"model":1}              | model must be a string
          []                                     | object
          x                                      | JSON
          """)
  void whatIsNoRequestIsRefusedWithItsField(String body, String message) {
    assertThat(asked.post("/v1/encode", body).refused(400).text()).contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"count":1.5}                          | 400 | count must be a whole number
          {"count":"2"}                          | 400 | count must be a whole number
          {"seed":1e99}                          | 400 | seed must be a whole number
          {"prior":"STANDARD"}                   | 400 | prior must be one of standard, mixture
          {"diverse":1}                          | 400 | diverse must be true or false
          {"temperature":0}                      | 422 | temperature: 0 is out of range; allowed: 0.01 to 100
          {"temperature":1,"beam":2}             | 422 | choose one way of writing
          {"length_penalty":1}                   | 422 | give beam, too
          {"min_length":9,"max_length":2}        | 422 | min_length
          {"label":"none"}                       | 422 | label
          {"model":"../quickstart-en"}           | 404 | there is no such model
          """)
  void whatCannotBeIsSaid(String body, int status, String message) {
    assertThat(asked.post("/v1/generate", body).refused(status).text()).contains(message);
  }

  @Test
  void vectorsMustBeOfNumbersAndOfTheModelsSize() {
    for (String z : List.of("[[1,\"x\"]]", "[1]", "[[1e99]]", "[[null]]")) {
      assertThat(asked.post("/v1/decode", "{\"z\":%s}".formatted(z)).refused(400).text())
          .contains("z must be a list of lists of numbers");
    }
    asked.post("/v1/decode", "{\"z\":[[1,2]]}").refused(422);
  }

  @Test
  void whatIsNotAnsweredInTimeIsGivenUp() {
    Settings local = Settings.local(0, cache);
    Settings hasty =
        new Settings(
            local.host(),
            0,
            null,
            new Limits(8, 64, Duration.ofSeconds(5), 1),
            BODY,
            Duration.ofMillis(1),
            local.arrival(),
            cache);
    Path shipped = SmallRun.HOME.resolve("models").resolve("quickstart-en");
    try (Server impatient = Server.start(hasty, List.of(shipped));
        Asked other = Asked.of(impatient)) {
      other.post("/v1/encode", "{\"texts\":[\"he is here\"]}").refused(504);
    }
  }
}
