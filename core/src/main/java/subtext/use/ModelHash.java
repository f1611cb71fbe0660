package subtext.use;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import subtext.config.Binder;
import subtext.model.ModelSpec;
import subtext.tensor.TensorData;

/** SHA-256 of all that decides what vector a model makes of a text. */
final class ModelHash {
  private final MessageDigest sha;

  private ModelHash() {
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static String of(Model model) {
    ModelHash hash = new ModelHash();
    ModelSpec spec = model.spec();
    hash.add("task", spec.task().name());
    hash.add("tokens", Binder.json(spec.tokens()));
    hash.add("model", Binder.json(spec.model()));
    TokenizerFiles.of(model.tokenizer())
        .forEach((name, bytes) -> hash.add(name, ByteBuffer.wrap(bytes)));
    Map<String, TensorData> weights =
        model.use(() -> new TreeMap<>(model.network().parameters().toData()));
    weights.forEach((name, data) -> hash.add(name, data.bytes()));
    return HexFormat.of().formatHex(hash.sha.digest());
  }

  private void add(String name, String text) {
    add(name, ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  private void add(String name, ByteBuffer contents) {
    byte[] key = name.getBytes(UTF_8);
    ByteBuffer sizes = ByteBuffer.allocate(2 * Long.BYTES);
    sha.update(sizes.putLong(key.length).putLong(contents.remaining()).flip());
    sha.update(key);
    sha.update(contents.duplicate());
  }
}
