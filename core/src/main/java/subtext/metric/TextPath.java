package subtext.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * How a text changes step by step on the way from one to another, in edits: the least number of
 * {@link Words} to insert, delete or replace (Levenshtein 1966). Their sum along the way is what
 * Karras et al. (2019, "A style-based generator architecture for generative adversarial networks",
 * section 4.1) call the path length, with edits in place of their perceptual distance.
 *
 * @param direct edits from the first text to the last
 * @param steps edits from each text to the next
 */
public record TextPath(int direct, List<Integer> steps) {
  public TextPath {
    steps = List.copyOf(steps);
  }

  /** The way along {@code texts}, at least 2. */
  public static TextPath of(List<String> texts) {
    List<List<String>> words = texts.stream().map(Words::of).toList();
    List<Integer> steps = new ArrayList<>();
    for (int n = 1; n < words.size(); n++) {
      steps.add(edits(words.get(n - 1), words.get(n)));
    }
    return new TextPath(edits(words.getFirst(), words.getLast()), steps);
  }

  /** Whether the ends differ; else nothing else is defined. */
  public boolean leadsSomewhere() {
    return direct > 0;
  }

  /**
   * The edits from end to end over those along the way, in (0, 1]: 1 for a way without a detour.
   */
  public double smoothness() {
    return (double) direct / steps.stream().mapToInt(Integer::intValue).sum();
  }

  /** The edits of the greatest step over those from end to end: 1 / steps for an even way. */
  public double largestStep() {
    return (double) steps.stream().mapToInt(Integer::intValue).max().orElseThrow() / direct;
  }

  /** Share of steps that change no word, in [0, 1). */
  public double repeats() {
    return (double) steps.stream().filter(step -> step == 0).count() / steps.size();
  }

  /** Row by row of the table of prefixes (Wagner and Fischer 1974). */
  static int edits(List<String> from, List<String> to) {
    int[] row = new int[to.size() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.size(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (from.get(i - 1).equals(to.get(j - 1)) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.size()];
  }
}
