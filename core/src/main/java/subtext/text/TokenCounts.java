package subtext.text;

import java.util.HashMap;
import java.util.Map;

/**
 * How often each token occurs in a stream of any length. Memory is bounded: when more than {@link
 * #MOST} different ones are held, those seen once are forgotten, then those seen twice, and so on,
 * until at most half are left. What is common enough for a vocabulary stays.
 */
final class TokenCounts {
  /** Greatest number of different tokens held at a time. */
  static final int MOST = 1 << 21;

  private final Map<String, Long> counts = new HashMap<>();
  private final int most;

  TokenCounts() {
    this(MOST);
  }

  TokenCounts(int most) {
    this.most = most;
  }

  void add(String token) {
    counts.merge(token, 1L, Long::sum);
    if (counts.size() > most) {
      forgetRarest();
    }
  }

  private void forgetRarest() {
    for (long count = 1; counts.size() > most / 2; count++) {
      long rare = count;
      counts.values().removeIf(value -> value <= rare);
    }
  }

  Map<String, Long> byToken() {
    return counts;
  }
}
