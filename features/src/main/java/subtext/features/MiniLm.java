package subtext.features;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * all-MiniLM-L6-v2 (Wang et al. 2020; Reimers and Gurevych 2019) through ONNX Runtime: the mean of
 * a sentence's last hidden states, scaled to length one. Many threads may use one. Needs no
 * network; the tokenizer's native library is unpacked into {@code $DJL_CACHE_DIR} or {@code
 * ~/.djl.ai}. B batch, T time.
 */
public final class MiniLm implements AutoCloseable {
  /** Size of a vector. */
  public static final int DIMENSIONS = 384;

  /** Sentences that go through the network at a time. */
  public static final int BATCH = 32;

  private static final String LONGEST = "256"; // as the network was trained
  private static final String OFFLINE = "ai.djl.offline";

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final HuggingFaceTokenizer tokenizer;

  /**
   * Loads the network, 90 MB. Sets the property {@code ai.djl.offline} unless it is set: otherwise
   * the tokenizer's library asks a cloud's address for where it runs.
   */
  public MiniLm() {
    if (System.getProperty(OFFLINE) == null) {
      System.setProperty(OFFLINE, "true");
    }
    try (InputStream json = resource("all-minilm-l6-v2-tokenizer.json");
        InputStream network = resource("all-minilm-l6-v2.onnx")) {
      tokenizer =
          HuggingFaceTokenizer.newInstance(
              json, Map.of("padding", "true", "truncation", "true", "maxLength", LONGEST));
      environment = OrtEnvironment.getEnvironment();
      session = environment.createSession(network.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime does not load the network", e);
    }
  }

  private static InputStream resource(String name) throws IOException {
    InputStream found = MiniLm.class.getResourceAsStream("/" + name);
    if (found == null) {
      throw new FileNotFoundException(name + " is not on the class path");
    }
    return found;
  }

  /**
   * The vectors of {@code sentences}, in their order, which go through in batches of like lengths.
   */
  public float[][] vectors(List<String> sentences) {
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
      float[][] means = new float[encodings.length][];
      for (int b = 0; b < encodings.length; b++) {
        means[b] = mean(states_BTD, b * mask_BT[b].length, mask_BT[b]);
      }
      return means;
    } catch (OrtException e) {
      throw new IllegalStateException(
          "ONNX Runtime fails on %d sentences".formatted(sentences.size()), e);
    }
  }

  /** The mean of the states that {@code mask_T} counts, from row {@code row} on, of length one. */
  private static float[] mean(FloatBuffer states_BTD, int row, long[] mask_T) {
    float[] sum = new float[DIMENSIONS];
    for (int t = 0; t < mask_T.length; t++) {
      if (mask_T[t] == 1) {
        for (int d = 0; d < DIMENSIONS; d++) {
          sum[d] += states_BTD.get((row + t) * DIMENSIONS + d);
        }
      }
    }
    double square = 0;
    for (float value : sum) {
      square += (double) value * value;
    }
    for (int d = 0; d < DIMENSIONS; d++) {
      sum[d] /= (float) Math.sqrt(square); // which the number of tokens is lost in, too
    }
    return sum;
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
