package subtext.nn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import subtext.data.Batch;
import subtext.data.FakeNetwork;
import subtext.tensor.Device;
import subtext.tensor.Noise;

/**
 * Four short sentences of different lengths, one of them empty, in a vocabulary of nine, with the
 * features of {@link FakeNetwork}.
 */
public final class SmallBatch {
  public static final int VOCABULARY = 9;

  public static final List<int[]> SENTENCES =
      List.of(new int[] {4, 5, 6, 7}, new int[] {8}, new int[] {}, new int[] {7, 4, 1});

  private SmallBatch() {}

  public static Batch batch() {
    return Batch.of(SENTENCES).withFeatures(features(IntStream.range(0, SENTENCES.size())));
  }

  /** Sentence {@code b} alone, with the number it has in the batch. */
  public static Batch alone(int b) {
    int[] sentence = SENTENCES.get(b);
    return new Batch(
            new long[] {b},
            new int[] {sentence.length},
            sentence,
            new int[] {-1},
            1,
            sentence.length)
        .withFeatures(features(IntStream.of(b)));
  }

  private static float[] features(IntStream places) {
    float[][] rows =
        places
            .mapToObj(b -> FakeNetwork.features(Arrays.toString(SENTENCES.get(b))))
            .toArray(float[][]::new);
    float[] features = new float[rows.length * FakeNetwork.DIMENSIONS];
    for (int b = 0; b < rows.length; b++) {
      System.arraycopy(rows[b], 0, features, b * rows[b].length, rows[b].length);
    }
    return features;
  }

  public static Observed observed() {
    return Observed.of(batch(), Device.CPU);
  }

  /** With dropout. */
  public static Pass training() {
    return new Pass(true, new Noise(11, 3), batch().examples());
  }

  public static Pass evaluation() {
    return Pass.evaluation(new Noise(11, 3), batch().examples());
  }
}
