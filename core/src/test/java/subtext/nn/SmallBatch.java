package subtext.nn;

import java.util.List;
import subtext.data.Batch;
import subtext.tensor.Device;
import subtext.tensor.Noise;

/** Four short sentences of different lengths, one of them empty, in a vocabulary of nine. */
public final class SmallBatch {
  public static final int VOCABULARY = 9;

  public static final List<int[]> SENTENCES =
      List.of(new int[] {4, 5, 6, 7}, new int[] {8}, new int[] {}, new int[] {7, 4, 1});

  private SmallBatch() {}

  public static Batch batch() {
    return Batch.of(SENTENCES);
  }

  /** Sentence {@code b} alone, with the number it has in the batch. */
  public static Batch alone(int b) {
    int[] sentence = SENTENCES.get(b);
    return new Batch(
        new long[] {b}, new int[] {sentence.length}, sentence, new int[] {-1}, 1, sentence.length);
  }

  public static Tokens tokens() {
    return Tokens.of(batch(), Device.CPU);
  }

  /** With dropout. */
  public static Pass training() {
    return new Pass(true, new Noise(11, 3), batch().examples());
  }

  public static Pass evaluation() {
    return Pass.evaluation(new Noise(11, 3), batch().examples());
  }
}
