package subtext.eval;

import java.util.BitSet;
import subtext.tensor.Ranks;

/**
 * Which of the measured sentences each process measures: batch by batch, in turns. What it has
 * found of its own it adds to what the others have, so that all know all.
 */
final class Shares {
  private final Ranks ranks;
  private final BitSet own = new BitSet();
  private long batches;

  Shares(Ranks ranks) {
    this.ranks = ranks;
  }

  /**
   * Whether the next batch, of {@code count} sentences from {@code place} on, is this process's.
   */
  boolean takes(int place, int count) {
    boolean mine = batches++ % ranks.size() == ranks.rank();
    own.set(place, place + count, mine);
    return mine;
  }

  /**
   * Completes {@code values}, as many of each sentence.
   *
   * @param sentences measured in all
   */
  void complete(double[] values, int sentences) {
    if (ranks.size() == 1 || values.length == 0) {
      return;
    }
    int each = values.length / sentences;
    for (int i = 0; i < values.length; i++) {
      values[i] = own.get(i / each) ? values[i] : 0;
    }
    System.arraycopy(ranks.sum(values), 0, values, 0, values.length);
  }

  /** Completes {@code values}, likewise. */
  void complete(float[] values, int sentences) {
    if (ranks.size() == 1) {
      return;
    }
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    complete(doubles, sentences);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) doubles[i];
    }
  }

  /** Completes one flag of each sentence. */
  void complete(BitSet flags, int sentences) {
    if (ranks.size() == 1) {
      return;
    }
    double[] values = new double[sentences];
    for (int i = 0; i < sentences; i++) {
      values[i] = flags.get(i) ? 1 : 0;
    }
    complete(values, sentences);
    for (int i = 0; i < sentences; i++) {
      flags.set(i, values[i] > 0);
    }
  }
}
