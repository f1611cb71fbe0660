package subtext.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
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
  static final int BYTES = 96;
  private static final byte[] MAGIC = "SUBFEATS".getBytes(StandardCharsets.US_ASCII);
  private static final int KEY_AT = 24;
  private static final int CRC_AT = 88;

  /** Where the features of {@code example} begin. */
  long at(long example) {
    return BYTES + example * dimensions * Float.BYTES;
  }

  byte[] encode() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(MAGIC).putInt(VERSION).putInt(dimensions).putLong(examples);
    bytes.put(key.getBytes(StandardCharsets.US_ASCII));
    return bytes.putLong(CRC_AT, crc(bytes)).array();
  }

  /**
   * @throws CorruptFileException if this is no header of {@code file}, which has {@code size} bytes
   * @throws VersionException if it is one of another version
   */
  static FeatureHeader decode(Path file, long size, ByteBuffer bytes) {
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.remaining() < BYTES
        || bytes.mismatch(ByteBuffer.wrap(MAGIC)) < MAGIC.length
        || bytes.getLong(CRC_AT) != crc(bytes)) {
      throw new CorruptFileException(file, "is no feature cache, or a damaged one");
    }
    int version = bytes.getInt(MAGIC.length);
    if (version != VERSION) {
      throw new VersionException(file, version, VERSION, VERSION);
    }
    byte[] key = new byte[CRC_AT - KEY_AT];
    bytes.get(KEY_AT, key);
    FeatureHeader header =
        new FeatureHeader(
            bytes.getInt(12), bytes.getLong(16), new String(key, StandardCharsets.US_ASCII));
    if (header.at(header.examples) != size) {
      throw new CorruptFileException(
          file, "has %d bytes where %d belong".formatted(size, header.at(header.examples)));
    }
    return header;
  }

  private static long crc(ByteBuffer bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes.slice(0, CRC_AT));
    return crc.getValue();
  }
}
