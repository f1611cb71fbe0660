package subtext.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * B sentences of at most T tokens.
 *
 * @param examples [B] numbers of the sentences in their cache, by which their noise is keyed
 * @param lengths [B] in tokens, without {@code <s>} and {@code </s>}
 * @param tokens [B * T] row by row, without {@code <s>} and {@code </s>}, padded with 0
 * @param labels [B] ids, or -1
 * @param features [B * N] row by row, what a pretrained network makes of the sentences, or the
 *     pixels of images; empty where none was asked
 * @param source what the sentences translate or answer, row by row; null where they have none
 * @param batch B; 0 for a process that gets no share of a small last batch
 * @param time T, the greatest of the lengths
 */
@SuppressWarnings("ArrayRecordComponent")
public record Batch(
    long[] examples,
    int[] lengths,
    int[] tokens,
    int[] labels,
    float[] features,
    @Nullable Batch source,
    int batch,
    int time) {
  public Batch {
    if (examples.length != batch
        || lengths.length != batch
        || labels.length != batch
        || features.length % Math.max(1, batch) != 0
        || (source != null && source.batch != batch)
        || tokens.length != batch * time) {
      throw new IllegalArgumentException(
          "batch: %d examples, %d lengths, %d labels, %d features and %d tokens are not B = %d and T = %d"
              .formatted(
                  examples.length,
                  lengths.length,
                  labels.length,
                  features.length,
                  tokens.length,
                  batch,
                  time));
    }
  }

  /** Without features and sources. */
  public Batch(long[] examples, int[] lengths, int[] tokens, int[] labels, int batch, int time) {
    this(examples, lengths, tokens, labels, new float[0], null, batch, time);
  }

  /** The sentences in this order, numbered from 0, without labels. */
  public static Batch of(List<int[]> sentences) {
    int[] lengths = sentences.stream().mapToInt(sentence -> sentence.length).toArray();
    int time = Arrays.stream(lengths).max().orElse(0);
    int[] tokens = new int[lengths.length * time];
    for (int b = 0; b < lengths.length; b++) {
      System.arraycopy(sentences.get(b), 0, tokens, b * time, lengths[b]);
    }
    int[] labels = new int[lengths.length];
    Arrays.fill(labels, -1);
    long[] examples = LongStream.range(0, lengths.length).toArray();
    return new Batch(examples, lengths, tokens, labels, lengths.length, time);
  }

  /** The same sentences with {@code rows} [B * N] as their features. */
  public Batch withFeatures(float[] rows) {
    return new Batch(examples, lengths, tokens, labels, rows, source, batch, time);
  }

  /** The same sentences with {@code others} as their sources. */
  public Batch withSource(Batch others) {
    return new Batch(examples, lengths, tokens, labels, features, others, batch, time);
  }

  /** The tokens of row {@code b}, without padding. */
  public int[] sentence(int b) {
    return Arrays.copyOfRange(tokens, b * time, b * time + lengths[b]);
  }
}
