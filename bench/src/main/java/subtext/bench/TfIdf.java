package subtext.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import subtext.text.Tokenizer;

/**
 * Texts as bags of tokens and of pairs of neighbours: how often each occurs, times log((1 + n) / (1
 * + df)) + 1 with df of the n texts that were learnt from having it, scaled to length one.
 */
final class TfIdf {
  private final Tokenizer tokenizer;
  private final Map<Long, Integer> places = new HashMap<>();
  private final Map<Integer, Integer> documents = new HashMap<>();
  private final int learned;

  /** Learns from {@code texts}, of which a label is not needed. */
  TfIdf(Tokenizer tokenizer, List<String> texts) {
    this.tokenizer = tokenizer;
    this.learned = texts.size();
    for (String text : texts) {
      for (long term : new HashSet<>(terms(text))) {
        documents.merge(places.computeIfAbsent(term, t -> places.size()), 1, Integer::sum);
      }
    }
  }

  /** Tokens, and pairs of them. */
  private List<Long> terms(String text) {
    int[] ids = tokenizer.encode(text);
    Long[] terms = new Long[Math.max(0, 2 * ids.length - 1)];
    for (int t = 0; t < ids.length; t++) {
      terms[t] = (long) ids[t];
      if (t + 1 < ids.length) {
        terms[ids.length + t] = (((long) ids[t] + 1) << Integer.SIZE) + ids[t + 1];
      }
    }
    return Arrays.asList(terms);
  }

  /** Of what was learnt; what was not is left out. */
  SparseVector vector(String text) {
    Map<Integer, Double> weights = new HashMap<>();
    for (long term : terms(text)) {
      Integer place = places.get(term);
      if (place != null) {
        weights.merge(place, idf(place), Double::sum);
      }
    }
    return SparseVector.normalized(weights);
  }

  private double idf(int place) {
    return Math.log((1.0 + learned) / (1.0 + documents.getOrDefault(place, 0))) + 1;
  }
}
