package subtext.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What somebody probably meant who wrote a word that does not exist. */
public final class Nearest {
  private Nearest() {}

  /**
   * The choice with the least edit distance to {@code word}, case aside, if at most a third of its
   * letters (but two at least) differ.
   */
  public static Optional<String> to(String word, Collection<String> choices) {
    return choices.stream()
        .filter(choice -> distance(word, choice) <= Math.max(2, choice.length() / 3))
        .min(Comparator.comparingInt((String choice) -> distance(word, choice)));
  }

  /** {@code ; did you mean 'x'?} or else the list of what there is, to end a message with. */
  public static String hint(String word, Collection<String> choices) {
    return to(word, choices)
        .map(choice -> "; did you mean '" + choice + "'?")
        .orElse("; choose from: " + String.join(", ", choices));
  }

  /** Damerau-Levenshtein distance (neighbours swapped count once). */
  static int distance(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int substituted = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        cost[i][j] = Math.min(substituted, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        if (swapped(a, i, b, j)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[a.length()][b.length()];
  }

  private static boolean swapped(String a, int i, String b, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
