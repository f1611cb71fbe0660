package subtext.data;

import java.util.stream.LongStream;
import subtext.tensor.Noise;

/**
 * Labelled sentences that join each batch, so that none is without them however few there are. They
 * are drawn anew for each batch from a window of the labelled sentences, from the shortest to the
 * longest, that lies where the batch lies among all: so that their lengths are alike, and over an
 * epoch all are drawn equally often.
 *
 * @param labelled from the shortest to the longest
 * @param count that join a batch, all of them where there are fewer
 */
record LabelledShare(ByLength labelled, int count, long seed) {
  private static final int WINDOW = 4;

  /** How many join. */
  int size() {
    return (int) Math.min(count, labelled.size());
  }

  /**
   * Those for batch {@code index}.
   *
   * @param at where it lies among all batches from the shortest to the longest, in [0, 1)
   */
  long[] of(long epoch, long index, double at) {
    long windows = Math.max(1, labelled.size() / ((long) WINDOW * count));
    long window = (long) (at * windows);
    long from = labelled.size() * window / windows;
    long to = labelled.size() * (window + 1) / windows;
    long key = Noise.mix(Noise.mix(Noise.mix(Noise.mix(seed) + epoch) + index));
    Permutation order = new Permutation(to - from, key);
    return LongStream.range(0, size()).map(n -> labelled.at(from + order.at(n))).toArray();
  }
}
