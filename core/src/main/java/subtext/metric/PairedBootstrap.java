package subtext.metric;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import subtext.error.InputException;

/**
 * Whether one system translates better than another by BLEU: both are scored again on many corpora
 * of sentences drawn with replacement from those that both translated (Koehn 2004).
 *
 * @param difference in BLEU, the first system less the second, on the sentences themselves
 * @param low end of the interval that holds 95 % of the differences on drawn corpora
 * @param high end of the same
 * @param p share of drawn corpora on which the system that is better on the sentences themselves is
 *     no better, these themselves counted in; 1 where none is better
 */
public record PairedBootstrap(double difference, double low, double high, double p) {
  /** Usual number of corpora. */
  public static final int DRAWS = 1000;

  /**
   * Compares.
   *
   * @param first translations by one system
   * @param second by the other, of the same sentences
   * @param draws corpora drawn, at least 1
   * @param seed the same seed draws the same corpora
   * @throws InputException if the lists are empty or of different lengths
   */
  public static PairedBootstrap ofBleu(
      List<String> first, List<String> second, List<String> references, int draws, long seed) {
    if (first.isEmpty()
        || first.size() != second.size()
        || second.size() != references.size()
        || draws < 1) {
      throw new InputException(
          "a bootstrap needs a corpus, and translations of it by both systems; got %d and %d of %d references, and %d draws"
              .formatted(first.size(), second.size(), references.size(), draws));
    }
    List<Bleu.Counts> ofFirst = counts(first, references);
    List<Bleu.Counts> ofSecond = counts(second, references);
    int[] all = IntStream.range(0, first.size()).toArray();
    double difference = difference(ofFirst, ofSecond, all);
    SplittableRandom random = new SplittableRandom(seed);
    double[] drawn = new double[draws];
    for (int draw = 0; draw < draws; draw++) {
      int[] places = random.ints(all.length, 0, all.length).toArray();
      drawn[draw] = difference(ofFirst, ofSecond, places);
    }
    Arrays.sort(drawn);
    long contrary = Arrays.stream(drawn).filter(each -> each * difference <= 0).count();
    return new PairedBootstrap(
        difference,
        drawn[(int) (0.025 * (draws - 1))],
        drawn[(int) Math.ceil(0.975 * (draws - 1))],
        (contrary + 1.0) / (draws + 1));
  }

  private static List<Bleu.Counts> counts(List<String> candidates, List<String> references) {
    return IntStream.range(0, candidates.size())
        .mapToObj(i -> Bleu.Counts.of(candidates.get(i), references.get(i)))
        .toList();
  }

  private static double difference(
      List<Bleu.Counts> first, List<Bleu.Counts> second, int[] places) {
    return score(first, places) - score(second, places);
  }

  private static double score(List<Bleu.Counts> sentences, int[] places) {
    Bleu.Counts sum = new Bleu.Counts();
    for (int place : places) {
      sum.add(sentences.get(place));
    }
    return sum.bleu().score();
  }
}
