package subtext.features;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import subtext.data.FeatureReader;

/**
 * A pretrained network in ONNX Runtime. Many threads may use one. Needs no connection; the
 * tokenizer's native library is unpacked into {@code $DJL_CACHE_DIR} or {@code ~/.djl.ai}. B batch,
 * T time, D features.
 */
final class OnnxReader implements FeatureReader {
  /** Sentences that go through the network at a time. */
  static final int BATCH = 32;

  private static final String OFFLINE = "ai.djl.offline";

  private final Shape shape;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final HuggingFaceTokenizer tokenizer;

  /**
   * What a network is like.
   *
   * @param dimensions of its states
   * @param longest sentence that it was trained on, in its tokens; longer ones are cut
   */
  record Shape(int dimensions, Pooling pooling, int longest) {}

  /**
   * Loads the network. Sets the property {@code ai.djl.offline} unless it is set: otherwise the
   * tokenizer's library asks a cloud's address for where it runs.
   *
   * @param threads of its products, which sleep when there are none: libtorch has threads of its
   *     own on the same cores
   */
  OnnxReader(OnnxFiles files, Shape shape, int threads) {
    this.shape = shape;
    if (System.getProperty(OFFLINE) == null) {
      System.setProperty(OFFLINE, "true");
    }
    environment = OrtEnvironment.getEnvironment();
    tokenizer = tokenizer(files, shape.longest());
    try {
      session = session(environment, files, threads);
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  private static HuggingFaceTokenizer tokenizer(OnnxFiles files, int longest) {
    try (InputStream json = OnnxFiles.open(files.tokenizer())) {
      return HuggingFaceTokenizer.newInstance(
          json,
          Map.of("padding", "true", "truncation", "true", "maxLength", Integer.toString(longest)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OrtSession session(OrtEnvironment environment, OnnxFiles files, int threads) {
    try (InputStream network = OnnxFiles.open(files.network());
        OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      return environment.createSession(network.readAllBytes(), options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime does not load " + files.network(), e);
    }
  }

  /** Batches are of like lengths, whatever the order of {@code sentences}. */
  @Override
  public float[][] read(List<String> sentences) {
    int[] order =
        IntStream.range(0, sentences.size())
            .boxed()
            .sorted(Comparator.comparingInt(place -> sentences.get(place).length()))
            .mapToInt(Integer::intValue)
            .toArray();
    float[][] vectors = new float[sentences.size()][];
    for (int from = 0; from < order.length; from += BATCH) {
      int first = from;
      int count = Math.min(BATCH, order.length - from);
      List<String> batch =
          IntStream.range(0, count).mapToObj(b -> sentences.get(order[first + b])).toList();
      float[][] found = batch(batch);
      for (int b = 0; b < count; b++) {
        vectors[order[from + b]] = found[b];
      }
    }
    return vectors;
  }

  private float[][] batch(List<String> sentences) {
    Encoding[] encodings = tokenizer.batchEncode(sentences);
    long[][] ids_BT = new long[encodings.length][];
    long[][] mask_BT = new long[encodings.length][];
    long[][] types_BT = new long[encodings.length][];
    for (int b = 0; b < encodings.length; b++) {
      ids_BT[b] = encodings[b].getIds();
      mask_BT[b] = encodings[b].getAttentionMask();
      types_BT[b] = encodings[b].getTypeIds();
    }
    try (OnnxTensor ids = OnnxTensor.createTensor(environment, ids_BT);
        OnnxTensor mask = OnnxTensor.createTensor(environment, mask_BT);
        OnnxTensor types = OnnxTensor.createTensor(environment, types_BT);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
      FloatBuffer states_BTD = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[][] vectors = new float[encodings.length][];
      for (int b = 0; b < encodings.length; b++) {
        vectors[b] =
            shape
                .pooling()
                .vector(states_BTD, b * mask_BT[b].length, mask_BT[b], shape.dimensions());
      }
      return vectors;
    } catch (OrtException e) {
      throw new IllegalStateException(
          "ONNX Runtime fails on %d sentences".formatted(sentences.size()), e);
    }
  }

  @Override
  public void close() {
    tokenizer.close();
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime does not free the network", e);
    }
  }
}
