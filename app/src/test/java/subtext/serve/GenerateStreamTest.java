package subtext.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.app.SmallRun;

class GenerateStreamTest {
  @TempDir Path cache;

  @Test
  void aStreamThatHasBegunEndsWhenItsTimeIsOver() {
    Settings local = Settings.local(0, cache);
    Settings hasty =
        new Settings(
            local.host(),
            0,
            null,
            local.queue(),
            local.body(),
            Duration.ofSeconds(1),
            local.arrival(),
            cache);
    Path shipped = SmallRun.HOME.resolve("models").resolve("quickstart-en");
    try (Server server = Server.start(hasty, List.of(shipped));
        Asked asked = Asked.of(server)) {
      String body = "{\"count\":100,\"min_length\":1000,\"max_length\":1000,\"stream\":true}";
      String events = asked.post("/v1/generate", body).text();
      assertThat(events).contains("\"code\":\"timeout\"").doesNotContain("event: done");
    }
  }
}
