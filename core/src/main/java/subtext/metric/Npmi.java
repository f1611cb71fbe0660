package subtext.metric;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import subtext.error.InputException;

/**
 * Coherence of topics: the normalised pointwise mutual information of their words (Bouma 2009; Lau
 * et al. 2014), in [-1, 1],
 *
 * <pre>
 * npmi(a, b) = log((p(a, b) + e) / (p(a) p(b))) / -log(p(a, b) + e),   e = 1e-12
 * </pre>
 *
 * averaged over all pairs of words of a topic; a pair with a word that occurs nowhere, of which
 * nothing is known, counts 0. p is the share of the windows of a reference corpus that hold a word,
 * or both, however often. A window is a document, or so many words in a row that slide through it
 * one by one, where a shorter document is one window: with 10 words this is {@code c_npmi} of
 * gensim (Röder et al. 2015), which OCTIS reports.
 */
public final class Npmi {
  /** The window that is a whole document. */
  public static final int DOCUMENT = 0;

  private static final double EPSILON = 1e-12;

  private final Map<Integer, Integer> places = new HashMap<>();
  private final long[] single;
  private final long[][] pairs;
  private final int[] lastSeen;
  private long windows;

  private Npmi(List<int[]> topics) {
    for (int[] topic : topics) {
      Arrays.stream(topic).forEach(word -> places.putIfAbsent(word, places.size()));
    }
    single = new long[places.size()];
    lastSeen = new int[places.size()];
    pairs = new long[places.size()][];
    Arrays.setAll(pairs, a -> new long[a]);
  }

  /**
   * The coherence of each of {@code topics}.
   *
   * @param topics ids of their words, two at least, no word twice
   * @param documents the reference corpus, as ids in their order; read once
   * @param window words, or {@link #DOCUMENT}
   */
  public static double[] of(List<int[]> topics, Stream<int[]> documents, int window) {
    if (window < 0 || window == 1) {
      throw new InputException("window = " + window + ": two words, or 0 for a whole document");
    }
    Npmi npmi = new Npmi(topics);
    documents.forEachOrdered(document -> npmi.count(document, window));
    return topics.stream().mapToDouble(npmi::coherence).toArray();
  }

  private void count(int[] document, int window) {
    int[] known = Arrays.stream(document).map(word -> places.getOrDefault(word, -1)).toArray();
    int width = window == DOCUMENT ? known.length : Math.min(window, known.length);
    Arrays.fill(lastSeen, -1);
    for (int start = 0; start + width <= known.length; start++) {
      count(known, start, start + width);
    }
  }

  private void count(int[] known, int start, int end) {
    int[] present = new int[end - start];
    int found = 0;
    for (int at = start; at < end; at++) {
      int word = known[at];
      if (word >= 0 && lastSeen[word] != start) {
        lastSeen[word] = start;
        present[found++] = word;
      }
    }
    windows++;
    for (int i = 0; i < found; i++) {
      single[present[i]]++;
      for (int j = 0; j < i; j++) {
        pairs[Math.max(present[i], present[j])][Math.min(present[i], present[j])]++;
      }
    }
  }

  private double coherence(int[] topic) {
    double sum = 0;
    for (int i = 0; i < topic.length; i++) {
      for (int j = 0; j < i; j++) {
        sum += pair(places.getOrDefault(topic[i], -1), places.getOrDefault(topic[j], -1));
      }
    }
    return sum / (topic.length * (topic.length - 1) / 2.0);
  }

  private double pair(int a, int b) {
    if (single[a] == 0 || single[b] == 0) {
      return 0;
    }
    double both = (double) pairs[Math.max(a, b)][Math.min(a, b)] / windows + EPSILON;
    double apart = (double) single[a] / windows * single[b] / windows;
    return Math.log(both / apart) / -Math.log(both);
  }
}
