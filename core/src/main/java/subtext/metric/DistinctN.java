package subtext.metric;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import subtext.error.InputException;

/**
 * Diversity of generated sentences, in (0, 1]: the number of different n-grams over the number of
 * all n-grams, of {@link Words} and counted over the whole list (Li et al. 2016, "A
 * diversity-promoting objective function", section 5). It falls as the list grows: compare lists of
 * the same size.
 */
public final class DistinctN {

  private DistinctN() {}

  /** Distinct-n; 0 when no sentence has n words. */
  public static double of(List<String> sentences, int n) {
    if (n < 1) {
      throw new InputException("n = " + n + ": n-grams have at least 1 word");
    }
    Set<List<String>> distinct = new HashSet<>();
    long all = 0;
    for (String sentence : sentences) {
      List<String> words = Words.of(sentence);
      distinct.addAll(Ngrams.count(words, n).keySet());
      all += Math.max(0, words.size() - n + 1);
    }
    return all == 0 ? 0 : (double) distinct.size() / all;
  }

  /** Share of sentences that differ in their words; 0 for an empty list. */
  public static double ofSentences(List<String> sentences) {
    long distinct = sentences.stream().map(Words::of).distinct().count();
    return sentences.isEmpty() ? 0 : (double) distinct / sentences.size();
  }
}
