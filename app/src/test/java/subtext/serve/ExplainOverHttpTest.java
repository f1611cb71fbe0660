package subtext.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.app.SmallRun;

/** Explanations that a request may ask for. */
class ExplainOverHttpTest {
  @TempDir static Path shared;
  private static Server server;
  private static Asked asked;

  @BeforeAll
  static void start() throws IOException {
    Path run =
        SmallRun.finished(shared, "weather", SmallRun.weather(shared), "tokens.maxLength=2000");
    server = Server.start(Settings.local(0, shared.resolve("cache")), List.of(run));
    asked = Asked.of(server);
  }

  @AfterAll
  static void stop() {
    asked.close();
    server.close();
  }

  @Test
  void aTextThatIsTooLongToExplainIsRefused() {
    String body = "{\"text\":\"%s\"}".formatted("the sun ".repeat(Bounds.EXPLAINED));
    assertThat(asked.post("/v1/explain", body).refused(422).text())
        .contains("text: 2000 tokens are too many to explain, 1000 are allowed")
        .contains("\"param\":\"text\"");
  }
}
