package subtext.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.app.SmallRun;
import tools.jackson.databind.JsonNode;

/** What no honest client sends. */
class HostileRequestsTest {
  private static final String CANARY = "canary-7f3a";
  private static final String SCRIPT = "<script>alert(1)</script> & \\\" \\u2028";
  private static final int MALFORMED = 10_000;
  private static final int PATIENCE_MILLIS = 20_000;

  @TempDir static Path shared;
  private static Path run = Path.of("");
  private static Server server;
  private static Asked asked;

  @BeforeAll
  static void start() throws IOException {
    run = SmallRun.finished(shared);
    Files.writeString(shared.resolve("canary.json"), CANARY);
    Files.writeString(run.resolve("canary.json"), CANARY);
    Settings settings = Settings.local(0, shared.resolve("cache"));
    server = Server.start(settings, List.of(run));
    asked = Asked.of(server);
  }

  @AfterAll
  static void stop() {
    asked.close();
    server.close();
  }

  /** Ways to write a path that leads elsewhere, to files that are there. */
  private static List<String> traversals() {
    List<String> up =
        List.of(
            "../",
            "..\\",
            "%2e%2e/",
            "%2e%2e%2f",
            "..%2f",
            "..%5c",
            "%252e%252e%252f",
            "..;/",
            "....//",
            "%c0%ae%c0%ae/",
            "..%00/",
            ".%2e/",
            "//",
            "/./",
            "%2f",
            "..%c0%af",
            "\\\\",
            "..%ef%bc%8f",
            "file:///",
            "file:",
            "http://127.0.0.1/",
            "~/",
            "C:\\",
            "/");
    List<String> files =
        List.of(
            "canary.json",
            "run/canary.json",
            shared + "/canary.json",
            "etc/passwd",
            "canary.json%00.js",
            "canary.json?x=.js");
    List<String> strings = new ArrayList<>();
    for (String way : up) {
      for (String file : files) {
        strings.add(way + file);
        strings.add(way.repeat(8) + file);
      }
    }
    return strings;
  }

  @Test
  void noPathLeadsToAFile() throws IOException {
    List<String> strings = traversals();
    assertThat(strings).hasSizeGreaterThan(200);
    for (String string : strings) {
      for (String route :
          List.of("/explorer/", "/v1/models/", "/v1/models/run/", "/explorer/lib/", "/")) {
        assertHarmless(get(route + string), route + string);
      }
      String id = string.replace("\\", "\\\\");
      Asked.Answer answer =
          asked.post("/v1/encode", "{\"texts\":[\"x\"],\"model\":\"%s\"}".formatted(id));
      answer.refused(404);
      assertHarmless(answer.text(), string);
    }
  }

  private static void assertHarmless(String answer, String asked) {
    assertThat(answer).as(asked).doesNotContain(CANARY, "root:", shared.toString(), "\tat ");
    assertThat(answer).as(asked).doesNotStartWith("HTTP/1.1 5");
  }

  private static String get(String path) throws IOException {
    String host = server.address().getAuthority();
    return send("GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path, host));
  }

  private static String send(String request) throws IOException {
    try (Socket socket = new Socket(server.address().getHost(), server.address().getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(ISO_8859_1));
      out.flush();
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).matches(".*(reset|Broken pipe).*")) {
        return ""; // the server has closed a connection that made no sense
      }
      throw e;
    }
  }

  @Test
  void requestsThatMakeNoSenseNeverFailTheServer() throws IOException {
    long seed = Long.getLong("subtext.test.seed", System.nanoTime());
    System.out.println("malformed requests: -Dsubtext.test.seed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    String body = "{\"texts\":[\"the cat\"],\"samples\":3}";
    String whole =
        "POST /v1/score HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
            .formatted(server.address().getAuthority(), body.length(), body);
    assertThat(send(whole)).startsWith("HTTP/1.1 200");
    for (int n = 0; n < MALFORMED; n++) {
      StringBuilder broken = new StringBuilder(whole);
      for (int change = random.nextInt(1, 6); change > 0; change--) {
        change(broken, random);
      }
      String answer = send(broken.toString());
      assertHarmless(answer, broken.toString());
    }
    assertThat(send(whole)).startsWith("HTTP/1.1 200");
  }

  private static void change(StringBuilder text, SplittableRandom random) {
    int at = random.nextInt(text.length() - 1);
    switch (random.nextInt(4)) {
      case 0 -> text.setCharAt(at, (char) random.nextInt(256));
      case 1 -> text.insert(at, (char) random.nextInt(256));
      case 2 -> text.setLength(Math.max(2, at));
      default -> text.replace(at, at + 1, " ");
    }
  }

  @Test
  void textThatLooksLikeHtmlStaysText() throws IOException {
    Asked.Answer answer = asked.post("/v1/encode", "{\"texts\":[\"" + SCRIPT + "\"]}");
    JsonNode text = answer.good().at("/encodings/0/text");
    assertThat(text.stringValue()).isEqualTo("<script>alert(1)</script> & \" \u2028");
    String raw = get("/v1/models/%3Cscript%3E");
    assertThat(raw)
        .contains("Content-Type: application/json")
        .contains("X-Content-Type-Options: nosniff")
        .doesNotContain("<script>");
  }
}
