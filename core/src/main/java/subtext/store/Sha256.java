package subtext.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 as 64 lower-case hexadecimal digits. */
public final class Sha256 {
  private static final int BLOCK = 1 << 16;

  private final MessageDigest digest;

  Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** Adds what remains in {@code bytes}, whose position stays. */
  void add(ByteBuffer bytes) {
    digest.update(bytes.duplicate());
  }

  /** The digest of all that was added; starts anew. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  static String of(ByteBuffer bytes) {
    Sha256 hash = new Sha256();
    hash.add(bytes);
    return hash.hex();
  }

  /** That of the contents of {@code file}, which is read in blocks. */
  public static String of(Path file) throws IOException {
    Sha256 hash = new Sha256();
    ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
    try (FileChannel channel = FileChannel.open(file)) {
      while (channel.read(block) >= 0) {
        hash.add(block.flip());
        block.clear();
      }
    }
    return hash.hex();
  }
}
