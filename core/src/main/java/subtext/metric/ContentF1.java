package subtext.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import subtext.error.InputException;

/**
 * How much of the content of one sentence another one keeps: F1 of the multisets of their {@link
 * Words#content content words}. With {@code m} words in common (each as often as it is in both),
 * {@code F1 = 2 m / (|reference| + |candidate|)}, in [0, 1]; order does not count.
 */
public final class ContentF1 {

  private ContentF1() {}

  /** F1 of one pair: 1 when neither has a content word, 0 when only one has. */
  public static double of(String reference, String candidate) {
    return ofWords(Words.content(reference), Words.content(candidate));
  }

  /**
   * Mean over pairs. A pair whose reference has no content word ("it is what it is") says nothing
   * about what was kept and is left out; there must be another.
   */
  public static Interval mean(List<String> references, List<String> candidates) {
    if (references.size() != candidates.size()) {
      throw new InputException(
          "Every reference needs its candidate, got %d and %d"
              .formatted(references.size(), candidates.size()));
    }
    List<Double> scores = new ArrayList<>();
    for (int i = 0; i < references.size(); i++) {
      List<String> reference = Words.content(references.get(i));
      if (!reference.isEmpty()) {
        scores.add(ofWords(reference, Words.content(candidates.get(i))));
      }
    }
    if (scores.isEmpty()) {
      throw new InputException(
          "No reference among %d has a content word".formatted(references.size()));
    }
    return Interval.of(IntStream.range(0, scores.size()).mapToDouble(scores::get).toArray());
  }

  private static double ofWords(List<String> reference, List<String> candidate) {
    int total = reference.size() + candidate.size();
    Map<List<String>, Integer> wanted = Ngrams.count(reference, 1);
    return total == 0 ? 1 : 2.0 * Ngrams.overlap(wanted, Ngrams.count(candidate, 1)) / total;
  }
}
