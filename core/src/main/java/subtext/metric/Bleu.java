package subtext.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    long[] matches = new long[ORDER];
    long[] totals = new long[ORDER];
    long candidateLength = 0;
    long referenceLength = 0;
    for (int i = 0; i < candidates.size(); i++) {
      List<String> candidate = Tokenizer13a.split(candidates.get(i));
      List<String> reference = Tokenizer13a.split(references.get(i));
      candidateLength += candidate.size();
      referenceLength += reference.size();
      for (int n = 1; n <= ORDER; n++) {
        Map<List<String>, Integer> found = Ngrams.count(candidate, n);
        matches[n - 1] += Ngrams.overlap(found, Ngrams.count(reference, n));
        totals[n - 1] += Math.max(0, candidate.size() - n + 1);
      }
    }
    List<Double> precisions = precisions(matches, totals);
    double penalty = brevityPenalty(candidateLength, referenceLength);
    double score = penalty * geometricMean(precisions);
    return new Bleu(score, precisions, penalty, candidateLength, referenceLength);
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
