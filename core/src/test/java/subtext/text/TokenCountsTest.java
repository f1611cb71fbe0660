package subtext.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenCountsTest {
  @Test
  void everythingIsCountedWhileThereIsRoom() {
    TokenCounts counts = new TokenCounts(3);
    for (String token : List.of("a", "b", "a", "c")) {
      counts.add(token);
    }
    assertThat(counts.byToken()).containsOnly(entry("a", 2), entry("b", 1), entry("c", 1));
  }

  @Test
  void theRarestAreForgottenWhenThereIsNone() {
    TokenCounts counts = new TokenCounts(100);
    for (int i = 0; i < 10_000; i++) {
      counts.add("once" + i);
      counts.add("often" + i % 10);
    }
    assertThat(counts.byToken()).hasSizeLessThanOrEqualTo(100).containsEntry("often3", 1000L);
  }

  private static Map.Entry<String, Long> entry(String token, long count) {
    return Map.entry(token, count);
  }
}
