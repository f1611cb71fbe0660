package subtext.metric;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Multisets of n-grams. */
final class Ngrams {

  private Ngrams() {}

  /** How often each run of {@code n} neighbours occurs in {@code items}. */
  static <T> Map<List<T>, Integer> count(List<T> items, int n) {
    Map<List<T>, Integer> counts = new HashMap<>();
    for (int i = 0; i + n <= items.size(); i++) {
      counts.merge(List.copyOf(items.subList(i, i + n)), 1, Integer::sum);
    }
    return counts;
  }

  /** Size of the intersection of two multisets: the sum of the smaller counts. */
  static <T> long overlap(Map<T, Integer> a, Map<T, Integer> b) {
    long shared = 0;
    for (Map.Entry<T, Integer> entry : a.entrySet()) {
      shared += Math.min(entry.getValue(), b.getOrDefault(entry.getKey(), 0));
    }
    return shared;
  }
}
