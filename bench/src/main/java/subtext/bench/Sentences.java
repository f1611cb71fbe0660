package subtext.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import subtext.data.Batch;
import subtext.data.Batches;

/**
 * The batches of a workload, in a shuffled order: short runs and long ones meet the same mixture of
 * lengths.
 *
 * @param vocabulary number of token ids
 */
record Sentences(int vocabulary, List<Batch> batches) {
  private static final long SEED = 1;
  private static final int BATCHES = 64;
  private static final int RESERVED = 4; // <pad>, <unk>, <s>, </s>

  // Penn Treebank's sentences, in words.
  private static final double MEAN_LENGTH = 21;
  private static final double LENGTH_DEVIATION = 10;
  private static final int LONGEST = 80;

  /** Random sentences: tokens by Zipf's law, in batches of like lengths. */
  static Sentences synthetic(Workload workload) {
    Random random = new Random(SEED);
    double[] cumulative = zipf(workload.vocabulary() - RESERVED);
    List<int[]> sentences =
        new ArrayList<>(
            IntStream.range(0, BATCHES * workload.batch())
                .mapToObj(i -> sentence(random, cumulative, length(random, workload)))
                .toList());
    sentences.sort(Comparator.comparingInt(sentence -> sentence.length));
    List<Batch> batches =
        IntStream.range(0, BATCHES)
            .map(i -> i * workload.batch())
            .mapToObj(from -> Batch.of(sentences.subList(from, from + workload.batch())))
            .toList();
    return new Sentences(workload.vocabulary(), shuffled(batches));
  }

  private static int length(Random random, Workload workload) {
    if (workload.length() > 0) {
      return workload.length();
    }
    return likePtb(random);
  }

  /** Words of a sentence as long as those of Penn Treebank. */
  static int likePtb(Random random) {
    long drawn = Math.round(MEAN_LENGTH + LENGTH_DEVIATION * random.nextGaussian());
    return Math.clamp(drawn, 1, LONGEST);
  }

  private static int[] sentence(Random random, double[] cumulative, int length) {
    return random
        .doubles(length)
        .mapToInt(uniform -> RESERVED + place(cumulative, uniform))
        .toArray();
  }

  /** The rank, from 0, that {@code uniform} of [0, 1) falls on. */
  static int place(double[] cumulative, double uniform) {
    int found = Arrays.binarySearch(cumulative, uniform);
    return Math.min(found < 0 ? -found - 1 : found, cumulative.length - 1);
  }

  /** Cumulative probabilities of ranks 1 to n, each proportional to 1 / rank. */
  static double[] zipf(int n) {
    double[] cumulative = new double[n];
    double sum = 0;
    for (int rank = 1; rank <= n; rank++) {
      sum += 1.0 / rank;
      cumulative[rank - 1] = sum;
    }
    double total = sum;
    return Arrays.stream(cumulative).map(value -> value / total).toArray();
  }

  /**
   * Batches of Penn Treebank's training sentences, from the shortest to the longest with equal
   * steps between them.
   *
   * @param home of the recipes
   * @param data folder of sets, or the set's own
   * @param cache folder for the tokens
   */
  static Sentences ptb(Path home, Path data, Path cache, int batch) {
    Treebank treebank = Treebank.read(home, data, cache);
    Batches sorted = Batches.sorted(treebank.train(), batch);
    long count = Math.min(BATCHES, sorted.count());
    List<Batch> batches =
        LongStream.range(0, count)
            .mapToObj(i -> sorted.batch(0, (2 * i + 1) * sorted.count() / (2 * count)))
            .toList();
    return new Sentences(treebank.vocabulary(), shuffled(batches));
  }

  private static List<Batch> shuffled(List<Batch> batches) {
    List<Batch> shuffled = new ArrayList<>(batches);
    Collections.shuffle(shuffled, new Random(SEED));
    return List.copyOf(shuffled);
  }
}
