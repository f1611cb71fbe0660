package subtext.metric;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import subtext.error.InputException;

/**
 * Corpus chrF2 as sacreBLEU counts it by default: precision and recall of character 1- to 6-grams
 * without white space, each summed over the corpus and averaged over the orders, then {@code (1 +
 * 4) P R / (4 P + R)}, in [0, 100] (Popović 2015). Works for every script.
 */
public final class ChrF {

  private static final int ORDER = 6;
  private static final double BETA_SQUARED = 4;
  private static final Pattern WHITE_SPACE =
      Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  private ChrF() {}

  /** chrF2 of {@code candidates}, each with one reference. */
  public static double of(List<String> candidates, List<String> references) {
    if (candidates.size() != references.size()) {
      throw new InputException(
          "Every candidate needs its reference, got %d and %d"
              .formatted(candidates.size(), references.size()));
    }
    double precision = 0;
    double recall = 0;
    int orders = 0;
    for (int n = 1; n <= ORDER; n++) {
      long found = 0;
      long wanted = 0;
      long matches = 0;
      for (int i = 0; i < candidates.size(); i++) {
        List<Integer> candidate = characters(candidates.get(i));
        List<Integer> reference = characters(references.get(i));
        Map<List<Integer>, Integer> ngrams = Ngrams.count(reference, n);
        // Candidates of a reference too short for this order do not count against precision.
        found += ngrams.isEmpty() ? 0 : Math.max(0, candidate.size() - n + 1);
        wanted += Math.max(0, reference.size() - n + 1);
        matches += Ngrams.overlap(Ngrams.count(candidate, n), ngrams);
      }
      if (found > 0 && wanted > 0) {
        precision += (double) matches / found;
        recall += (double) matches / wanted;
        orders++;
      }
    }
    if (precision + recall == 0) {
      return 0;
    }
    double p = precision / orders;
    double r = recall / orders;
    return 100 * (1 + BETA_SQUARED) * p * r / (BETA_SQUARED * p + r);
  }

  private static List<Integer> characters(String sentence) {
    return WHITE_SPACE.matcher(sentence).replaceAll("").codePoints().boxed().toList();
  }
}
