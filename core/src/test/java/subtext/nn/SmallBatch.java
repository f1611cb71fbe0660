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
 * features of {@link FakeNetwork} and with other sentences as their sources.
 */
public final class SmallBatch {
  public static final int VOCABULARY = 9;

  public static final List<int[]> SENTENCES =
      List.of(new int[] {4, 5, 6, 7}, new int[] {8}, new int[] {}, new int[] {7, 4, 1});

  private static final List<int[]> SOURCES =
      List.of(new int[] {6, 5}, new int[] {4, 8, 4}, new int[] {7}, new int[] {5, 6, 7, 8, 4});

  private SmallBatch() {}

  public static Batch batch() {
    return Batch.of(SENTENCES)
        .withFeatures(features(IntStream.range(0, SENTENCES.size())))
        .withSource(Batch.of(SOURCES));
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
        .withFeatures(features(IntStream.of(b)))
        .withSource(Batch.of(List.of(SOURCES.get(b))));
  }

  /** {@code batch} with label 0 for sentences of an even number, and 1 for the others. */
  public static Batch judged(Batch batch) {
    int[] labels = Arrays.stream(batch.examples()).mapToInt(number -> (int) number % 2).toArray();
    return new Batch(
        batch.examples(),
        batch.lengths(),
        batch.tokens(),
        labels,
        batch.features(),
        batch.source(),
        batch.batch(),
        batch.time());
  }

  /** The same sentences from the last to the first. */
  public static Batch backwards() {
    Batch turned = Batch.of(SENTENCES.reversed());
    long[] examples = {3, 2, 1, 0};
    return new Batch(
            examples,
            turned.lengths(),
            turned.tokens(),
            turned.labels(),
            turned.batch(),
            turned.time())
        .withSource(Batch.of(SOURCES.reversed()));
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
