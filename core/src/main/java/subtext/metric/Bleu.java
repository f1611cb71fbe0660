package subtext.metric;

import java.util.ArrayList;
import java.util.List;
import subtext.error.InputException;

/**
 * Corpus BLEU as sacreBLEU counts it by default ({@code nrefs:1|case:mixed|tok:13a|smooth:exp}):
 * the geometric mean of the 1- to 4-gram precisions times the brevity penalty {@code min(1, exp(1 -
 * r/c))} (Papineni et al. 2002; Post 2018). The n-th precision that has no match becomes half, then
 * a quarter, ... of a match.
 *
 * @param score in [0, 100]
 * @param precisions of 1- to 4-grams, in percent
 * @param brevityPenalty in [0, 1]
 * @param candidateLength tokens of all candidates, {@code c}
 * @param referenceLength tokens of all references, {@code r}
 */
public record Bleu(
    double score,
    List<Double> precisions,
    double brevityPenalty,
    long candidateLength,
    long referenceLength) {

  private static final int ORDER = 4;

  public Bleu {
    precisions = List.copyOf(precisions);
  }

  /** BLEU of {@code candidates}, each with one reference; sentences as text, not as tokens. */
  public static Bleu of(List<String> candidates, List<String> references) {
    if (candidates.size() != references.size()) {
      throw new InputException(
          "Every candidate needs its reference, got %d and %d"
              .formatted(candidates.size(), references.size()));
    }
    Counts counts = new Counts();
    for (int i = 0; i < candidates.size(); i++) {
      counts.add(Counts.of(candidates.get(i), references.get(i)));
    }
    return counts.bleu();
  }

  /** All that BLEU goes by, of a sentence or summed over some. */
  static final class Counts {
    private final long[] matches = new long[ORDER];
    private final long[] totals = new long[ORDER];
    private long candidateLength;
    private long referenceLength;

    /** Those of one sentence. */
    static Counts of(String candidate, String reference) {
      List<String> found = Tokenizer13a.split(candidate);
      List<String> wanted = Tokenizer13a.split(reference);
      Counts counts = new Counts();
      counts.candidateLength = found.size();
      counts.referenceLength = wanted.size();
      for (int n = 1; n <= ORDER; n++) {
        counts.matches[n - 1] = Ngrams.overlap(Ngrams.count(found, n), Ngrams.count(wanted, n));
        counts.totals[n - 1] = Math.max(0, found.size() - n + 1);
      }
      return counts;
    }

    void add(Counts other) {
      for (int n = 0; n < ORDER; n++) {
        matches[n] += other.matches[n];
        totals[n] += other.totals[n];
      }
      candidateLength += other.candidateLength;
      referenceLength += other.referenceLength;
    }

    Bleu bleu() {
      List<Double> precisions = Bleu.precisions(matches, totals);
      double penalty = Bleu.brevityPenalty(candidateLength, referenceLength);
      return new Bleu(
          penalty * geometricMean(precisions),
          precisions,
          penalty,
          candidateLength,
          referenceLength);
    }
  }

  private static List<Double> precisions(long[] matches, long[] totals) {
    List<Double> precisions = new ArrayList<>();
    double smoothing = 1;
    for (int n = 0; n < ORDER; n++) {
      if (totals[n] == 0 || matches[0] == 0) { // without a common word nothing is smoothed
        precisions.add(0.0);
      } else if (matches[n] == 0) {
        smoothing *= 2;
        precisions.add(100 / (smoothing * totals[n]));
      } else {
        precisions.add(100.0 * matches[n] / totals[n]);
      }
    }
    return precisions;
  }

  private static double brevityPenalty(long candidate, long reference) {
    if (candidate == 0) {
      return 0;
    }
    return candidate < reference ? Math.exp(1 - (double) reference / candidate) : 1;
  }

  private static double geometricMean(List<Double> precisions) {
    return Math.exp(precisions.stream().mapToDouble(Math::log).sum() / precisions.size());
  }
}
