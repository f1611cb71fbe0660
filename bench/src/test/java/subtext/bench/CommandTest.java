package subtext.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandTest {
  private record Answer(String value) {}

  private static final Command SHOW =
      Command.of("sh", "-c", "echo said before; echo \"{\\\"value\\\": \\\"$NAME\\\"}\"");

  @Test
  void theLastLineOfOutputIsRead() throws IOException {
    assertThat(SHOW.with(Map.of("NAME", "set")).run(Answer.class).value()).isEqualTo("set");
  }

  @Test
  void whatTuningSetsIsTakenAway() throws IOException {
    Tuning tuning = new Tuning(new LinkedHashMap<>(Map.of("NAME", "other")));
    Command tuned = SHOW.with(Map.of("NAME", "set"));
    assertThat(tuned.without(tuning).run(Answer.class).value()).isEmpty();
  }

  @Test
  void aFailureIsToldWithWhatTheProcessSays() {
    assertThatThrownBy(() -> Command.of("sh", "-c", "echo why >&2; exit 3").run(Answer.class))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("status 3", "why");
  }
}
