package subtext.metric;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import subtext.error.InputException;

/**
 * How alike generated sentences are, in [0, 100]: BLEU-4 of each sentence with all others as its
 * references (Zhu et al. 2018, "Texygen"). Lower is more diverse. It grows with the number of
 * sentences: compare lists of the same size.
 *
 * <p>BLEU of a sentence is that of NLTK with its smoothing method 1, by which Texygen counts: an
 * n-gram matches at most as often as in the one reference that has most of it; an order without a
 * match counts as 0.1 of a match; the brevity penalty is by the reference of the nearest length.
 * Counted are {@link Words}. All others are references, whatever their number: the time is linear
 * in the words.
 */
public final class SelfBleu {
  private static final int ORDER = 4;
  private static final double SMOOTHING = 0.1;

  private final List<List<String>> sentences;
  private final Map<List<String>, Most> most = new HashMap<>();
  private final TreeMap<Integer, Integer> lengths = new TreeMap<>();

  private SelfBleu(List<String> texts) {
    sentences = texts.stream().map(Words::of).toList();
    for (List<String> sentence : sentences) {
      lengths.merge(sentence.size(), 1, Integer::sum);
      for (int n = 1; n <= ORDER; n++) {
        Ngrams.count(sentence, n)
            .forEach((ngram, count) -> most.merge(ngram, new Most(count, 0), Most::with));
      }
    }
  }

  /** The two greatest counts of an n-gram in a sentence, of different sentences. */
  private record Most(int first, int second) {
    static final Most NONE = new Most(0, 0);

    Most with(Most other) {
      return other.first > first
          ? new Most(other.first, first)
          : new Most(first, Math.max(second, other.first));
    }

    /** The greatest count in the sentences but one that has {@code own}. */
    int without(int own) {
      return own == first ? second : first;
    }
  }

  /**
   * Mean and standard error over the sentences.
   *
   * @throws InputException for fewer than two
   */
  public static Interval of(List<String> sentences) {
    if (sentences.size() < 2) {
      throw new InputException(
          "self-BLEU compares sentences with each other; there is only " + sentences.size());
    }
    SelfBleu all = new SelfBleu(sentences);
    return Interval.of(all.sentences.stream().mapToDouble(all::score).toArray());
  }

  private double score(List<String> sentence) {
    List<Double> precisions = new ArrayList<>();
    for (int n = 1; n <= ORDER; n++) {
      Map<List<String>, Integer> counts = Ngrams.count(sentence, n);
      long matches = 0;
      for (Map.Entry<List<String>, Integer> entry : counts.entrySet()) {
        int others = most.getOrDefault(entry.getKey(), Most.NONE).without(entry.getValue());
        matches += Math.min(entry.getValue(), others);
      }
      if (n == 1 && matches == 0) {
        return 0;
      }
      int all = Math.max(1, sentence.size() - n + 1);
      precisions.add((matches == 0 ? SMOOTHING : matches) / all);
    }
    double logs = precisions.stream().mapToDouble(Math::log).sum();
    return 100 * brevityPenalty(sentence.size()) * Math.exp(logs / ORDER);
  }

  private double brevityPenalty(int length) {
    int reference = nearest(length);
    return length < reference ? Math.exp(1 - (double) reference / length) : 1;
  }

  /** The length of the other sentence that is nearest, the shorter of two as near. */
  private int nearest(int length) {
    if (lengths.getOrDefault(length, 0) > 1) {
      return length;
    }
    Integer shorter = lengths.lowerKey(length);
    Integer longer = lengths.higherKey(length);
    if (shorter == null || longer == null) {
      return shorter == null ? longer : shorter;
    }
    return longer - length < length - shorter ? longer : shorter;
  }
}
