package subtext.features;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A network and its tokenizer on the class path.
 *
 * @param network resource in ONNX
 * @param tokenizer resource, as Hugging Face's {@code tokenizer.json}
 */
record OnnxFiles(String network, String tokenizer) {
  private static final int BLOCK = 1 << 16;

  /** Of the networks that were asked for: what is on the class path stays as it is. */
  private static final Map<String, String> HASHES = new ConcurrentHashMap<>();

  static InputStream open(String resource) throws IOException {
    InputStream found = OnnxFiles.class.getResourceAsStream(resource);
    if (found == null) {
      throw new FileNotFoundException(resource + " is not on the class path");
    }
    return found;
  }

  /** SHA-256 of the network, which is read for it once. */
  String sha256() {
    return HASHES.computeIfAbsent(network, OnnxFiles::hash);
  }

  private static String hash(String resource) {
    try (InputStream in = open(resource)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] block = new byte[BLOCK];
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        digest.update(block, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
