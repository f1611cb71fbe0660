package subtext.data;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import subtext.error.CorruptFileException;
import subtext.error.VersionException;

/**
 * The first 96 bytes of a {@link FeatureCache}. All numbers are little-endian.
 *
 * <pre>
 * 0    magic "SUBFEATS", int version, int dimensions
 * 16   long examples
 * 24   key, 64 hexadecimal digits
 * 88   CRC-32 of the bytes before
 * 96   float features of all examples, in the order of their token cache
 * </pre>
 *
 * @param key what the cache was made of: {@link Fingerprint}
 */
record FeatureHeader(int dimensions, long examples, String key) {
  static final int VERSION = 1;
  private static final CacheSeal SEAL = new CacheSeal("feature cache", "SUBFEATS", VERSION, 24);
  static final int BYTES = SEAL.bytes();

  /** Where the features of {@code example} begin. */
  long at(long example) {
    return BYTES + example * dimensions * Float.BYTES;
  }

  byte[] encode() {
    return SEAL.end(SEAL.begin().putInt(dimensions).putLong(examples), key).array();
  }

  /**
   * @throws CorruptFileException if this is no header of {@code file}, which has {@code size} bytes
   * @throws VersionException if it is one of another version
   */
  static FeatureHeader decode(Path file, long size, ByteBuffer bytes) {
    String key = SEAL.check(file, bytes);
    FeatureHeader header = new FeatureHeader(bytes.getInt(12), bytes.getLong(16), key);
    if (header.at(header.examples) != size) {
      throw new CorruptFileException(
          file, "has %d bytes where %d belong".formatted(size, header.at(header.examples)));
    }
    return header;
  }
}
