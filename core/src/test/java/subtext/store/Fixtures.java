package subtext.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import subtext.tensor.DType;
import subtext.tensor.TensorData;

/** Small tensors, checkpoints and models with known contents. */
final class Fixtures {
  static final List<String> MODEL_FILES =
      List.of("config.json", "model.safetensors", "tokenizer.json", "README.md");

  private Fixtures() {}

  static TensorData tensor(DType dtype, long seed, long... shape) {
    byte[] bytes = new byte[(int) TensorData.elements(shape) * dtype.bytes()];
    new Random(seed).nextBytes(bytes);
    return new TensorData(dtype, shape, ByteBuffer.wrap(bytes));
  }

  /** Every type, a scalar, an empty tensor and a name beyond ASCII. */
  static SortedMap<String, TensorData> everyType(long seed) {
    SortedMap<String, TensorData> tensors = new TreeMap<>();
    for (DType dtype : DType.values()) {
      tensors.put("of." + dtype, tensor(dtype, seed + tensors.size(), 3, 5));
    }
    tensors.put("scalar", tensor(DType.F32, seed + 100));
    tensors.put("empty", tensor(DType.F64, seed + 101, 0, 4));
    tensors.put("嵌入 \"quoted\"", tensor(DType.U8, seed + 102, 7));
    return tensors;
  }

  /** Tensors as values that can be compared. */
  static Map<String, List<Object>> contents(Map<String, TensorData> tensors) {
    Map<String, List<Object>> contents = new TreeMap<>();
    tensors.forEach(
        (name, tensor) ->
            contents.put(
                name, List.of(tensor.dtype(), Arrays.toString(tensor.shape()), tensor.bytes())));
    return contents;
  }

  static ModelParts model(long seed) {
    Map<String, TensorData> weights =
        Map.of("embedding", tensor(DType.F32, seed, 300), "seen", tensor(DType.I64, seed, 4));
    byte[] tokenizer = ("{\"tokens\": [\"of model " + seed + "\"]}").getBytes(UTF_8);
    return new ModelParts(
        "{\"latent\": " + seed + "}", weights, Map.of("tokenizer.json", tokenizer), "# A model\n");
  }

  static void assertSame(ModelParts found, ModelParts written) {
    assertThat(found.configJson()).isEqualTo(written.configJson());
    assertThat(contents(found.weights())).isEqualTo(contents(written.weights()));
    assertThat(found.card()).isEqualTo(written.card());
    assertThat(found.tokenizerFiles()).containsOnlyKeys(written.tokenizerFiles().keySet());
    found
        .tokenizerFiles()
        .forEach((name, bytes) -> assertThat(bytes).isEqualTo(written.tokenizerFiles().get(name)));
  }

  static Checkpoint checkpoint(long step, double score) {
    Map<String, TensorData> tensors = Map.of("weight", tensor(DType.F32, step, 4, 3));
    return new Checkpoint(step, tensors, "{\"position\": " + step + "}", score);
  }
}
