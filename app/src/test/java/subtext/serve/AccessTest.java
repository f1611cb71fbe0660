package subtext.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.app.SmallRun;
import subtext.error.InputException;

/** Who may ask a server. */
class AccessTest {
  private static final String TOKEN = "0123456789abcdef-token";
  private static final Path SHIPPED = SmallRun.HOME.resolve("models").resolve("quickstart-en");

  /** What holds no secret, and is there without a token. */
  private static final List<String> OPEN = List.of("/health/live", "/", "/explorer/<path>");

  @TempDir Path folder;

  private AccessToken token(String text) throws IOException {
    return AccessToken.read(Files.writeString(folder.resolve("token"), text));
  }

  private Settings settings(String host, @Nullable AccessToken token) {
    Settings local = Settings.local(0, folder);
    return new Settings(
        host, 0, token, local.queue(), local.body(), local.timeout(), local.arrival(), folder);
  }

  private static int status(Asked asked, Route route, String authorization) {
    String path = route.path().replaceAll("[{<]\\w+[}>]", "quickstart-en");
    HttpRequest.Builder request = asked.request(path);
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    if (route.method() == Route.Method.POST) {
      request.POST(HttpRequest.BodyPublishers.ofString("{\"no\":1}"));
    }
    return asked.send(request.build()).status();
  }

  @Test
  void everyRouteButLivenessAndThePageNeedsTheToken() throws IOException {
    try (Server server =
            Server.start(settings("127.0.0.1", token(TOKEN + "\n")), List.of(SHIPPED));
        Asked asked = Asked.of(server)) {
      for (Route route : server.routes()) {
        for (String wrong :
            List.of("", "Bearer ", "Bearer " + TOKEN + "x", "Basic " + TOKEN, TOKEN, "Bearer x")) {
          int status = status(asked, route, wrong);
          if (OPEN.contains(route.path())) {
            assertThat(status).as(route.path()).isNotEqualTo(401);
          } else {
            assertThat(status).as(route.path() + " with '" + wrong + "'").isEqualTo(401);
          }
        }
        assertThat(status(asked, route, "Bearer " + TOKEN)).as(route.path()).isNotIn(401, 403);
      }
      asked.get("/nowhere").refused(401);
    }
  }

  @Test
  void aServerThatOthersReachNeedsAToken() throws IOException {
    assertThatThrownBy(() -> settings("0.0.0.0", null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--token-file");
    assertThatThrownBy(() -> settings("::", null)).isInstanceOf(InputException.class);
    assertThat(settings("0.0.0.0", token(TOKEN)).host()).isEqualTo("0.0.0.0");
    assertThat(settings("localhost", null).token()).isNull();
  }

  @Test
  void aTokenThatIsEasyToGuessIsRefused() {
    for (String poor : List.of("", "short", "sixteen letters and", "ÄÖÜäöüÄÖÜäöüÄÖÜäöü")) {
      assertThatThrownBy(() -> token(poor))
          .as(poor)
          .isInstanceOf(InputException.class)
          .hasMessageContaining("--token-file");
    }
    assertThatThrownBy(() -> AccessToken.read(folder.resolve("none")))
        .isInstanceOf(InputException.class);
  }

  @Test
  void pagesOfOtherSitesCannotAskThroughABrowser() throws IOException {
    try (Server server = Server.start(settings("127.0.0.1", null), List.of(SHIPPED));
        Asked asked = Asked.of(server)) {
      String host = server.address().getAuthority();
      assertThat(raw(server, "/v1/models", "Host: evil.example")).startsWith("HTTP/1.1 403");
      assertThat(raw(server, "/v1/models", "Host: " + host)).startsWith("HTTP/1.1 200");
      assertThat(raw(server, "/v1/models", "Host: LOCALHOST:1")).startsWith("HTTP/1.1 200");
      String own = "Host: " + host + "\r\nOrigin: http://";
      assertThat(raw(server, "/v1/models", own + "evil.example")).startsWith("HTTP/1.1 403");
      assertThat(raw(server, "/v1/models", own + host)).startsWith("HTTP/1.1 200");
      String picture = "Host: " + host + "\r\nSec-Fetch-Site: ";
      assertThat(raw(server, "/v1/models", picture + "cross-site")).startsWith("HTTP/1.1 403");
      assertThat(raw(server, "/v1/models", picture + "same-origin")).startsWith("HTTP/1.1 200");
      assertThat(raw(server, "/health/live", "Host: evil.example")).startsWith("HTTP/1.1 200");
      asked.get("/v1/models").good();
    }
  }

  @Test
  void aPortThatIsTakenIsSaid() throws IOException {
    try (Server server = Server.start(settings("127.0.0.1", null), List.of(SHIPPED))) {
      Settings same = Settings.local(server.address().getPort(), folder);
      assertThatThrownBy(() -> Server.start(same, List.of(SHIPPED)))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("--port " + server.address().getPort());
    }
  }

  /** The answer to a request with {@code headers}. */
  static String raw(Server server, String path, String headers) throws IOException {
    try (Socket socket = new Socket(server.address().getHost(), server.address().getPort())) {
      OutputStream out = socket.getOutputStream();
      String request =
          "GET %s HTTP/1.1\r\n%s\r\nConnection: close\r\n\r\n".formatted(path, headers);
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
