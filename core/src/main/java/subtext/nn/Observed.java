package subtext.nn;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import subtext.data.Batch;
import subtext.tensor.Device;
import subtext.tensor.Tensor;
import subtext.text.Vocabulary;

/**
 * A batch of sentences in the engine, padded to T = longest + 1. B batch, T time, N features, D
 * embedding.
 *
 * @param inputs_BT {@code <s> w1 ... wn}, what the decoder is given
 * @param targets_BT {@code w1 ... wn </s>}, what it predicts, and what the encoder reads
 * @param mask_BT 1 where a prediction counts, 0 in the padding; float32
 * @param counts [B] predictions of each sentence, n + 1
 * @param labels [B] ids, or -1
 * @param features_BN what a pretrained network makes of the sentences, or the pixels of images,
 *     float32; null where none was asked
 * @param source what the sentences translate or answer, row by row; null where they have none
 * @param vectors_BTD what an encoder of tokens reads in place of the vectors of {@code targets_BT};
 *     null for those themselves
 */
@SuppressWarnings("ArrayRecordComponent")
public record Observed(
    Tensor inputs_BT,
    Tensor targets_BT,
    Tensor mask_BT,
    long[] counts,
    long[] labels,
    @Nullable Tensor features_BN,
    @Nullable Observed source,
    @Nullable Tensor vectors_BTD) {
  /** Without labels, features and sources. */
  public Observed(Tensor inputs_BT, Tensor targets_BT, Tensor mask_BT, long[] counts) {
    this(
        inputs_BT,
        targets_BT,
        mask_BT,
        counts,
        Arrays.stream(counts).map(count -> -1).toArray(),
        null,
        null,
        null);
  }

  /** The sentences of {@code batch}. */
  public static Observed of(Batch batch, Device device) {
    int time = batch.time() + 1;
    long[] inputs = new long[batch.batch() * time];
    long[] targets = new long[batch.batch() * time];
    float[] mask = new float[batch.batch() * time];
    long[] counts = new long[batch.batch()];
    for (int b = 0; b < batch.batch(); b++) {
      int length = batch.lengths()[b];
      int at = b * time;
      inputs[at] = Vocabulary.START;
      for (int t = 0; t < length; t++) {
        long token = batch.tokens()[b * batch.time() + t];
        inputs[at + t + 1] = token;
        targets[at + t] = token;
      }
      targets[at + length] = Vocabulary.END;
      Arrays.fill(mask, at, at + length + 1, 1);
      counts[b] = 1L + length;
    }
    long[] shape = {batch.batch(), time};
    return new Observed(
        Tensor.of(inputs, shape).to(device),
        Tensor.of(targets, shape).to(device),
        Tensor.of(mask, shape).to(device),
        counts,
        Arrays.stream(batch.labels()).asLongStream().toArray(),
        features_BN(batch, device),
        batch.source() == null ? null : of(batch.source(), device),
        null);
  }

  private static @Nullable Tensor features_BN(Batch batch, Device device) {
    float[] features = batch.features();
    return features.length == 0
        ? null
        : Tensor.of(features, batch.batch(), features.length / batch.batch()).to(device);
  }

  /** The same with other vectors of its tokens, and of those of its source. */
  public Observed withVectors(@Nullable Tensor own_BTD, @Nullable Tensor ofSource_BTD) {
    return new Observed(
        inputs_BT,
        targets_BT,
        mask_BT,
        counts,
        labels,
        features_BN,
        source == null ? null : source.withVectors(ofSource_BTD, null),
        own_BTD);
  }

  public long batch() {
    return counts.length;
  }

  public long time() {
    return inputs_BT.size(1);
  }

  /** Predictions of the whole batch. */
  public long predictions() {
    return Arrays.stream(counts).sum();
  }

  /** Each sentence {@code times} over, side by side. */
  public Observed repeat(int times) {
    long[] repeatedCounts = new long[counts.length * times];
    long[] repeatedLabels = new long[counts.length * times];
    Arrays.setAll(repeatedCounts, i -> counts[i / times]);
    Arrays.setAll(repeatedLabels, i -> labels[i / times]);
    return new Observed(
        inputs_BT.repeatInterleave(0, times),
        targets_BT.repeatInterleave(0, times),
        mask_BT.repeatInterleave(0, times),
        repeatedCounts,
        repeatedLabels,
        features_BN == null ? null : features_BN.repeatInterleave(0, times),
        source == null ? null : source.repeat(times),
        vectors_BTD == null ? null : vectors_BTD.repeatInterleave(0, times));
  }

  /** The sentences at {@code places}, in that order; one may stand there more than once. */
  public Observed rows(int[] places) {
    long[] index = Arrays.stream(places).asLongStream().toArray();
    Tensor index_N = Tensor.of(index, index.length).to(inputs_BT.device());
    return new Observed(
        inputs_BT.indexSelect(0, index_N),
        targets_BT.indexSelect(0, index_N),
        mask_BT.indexSelect(0, index_N),
        Arrays.stream(places).mapToLong(place -> counts[place]).toArray(),
        Arrays.stream(places).mapToLong(place -> labels[place]).toArray(),
        features_BN == null ? null : features_BN.indexSelect(0, index_N),
        source == null ? null : source.rows(places),
        vectors_BTD == null ? null : vectors_BTD.indexSelect(0, index_N));
  }
}
