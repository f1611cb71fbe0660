package subtext.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import subtext.error.CorruptFileException;
import subtext.error.VersionException;

/**
 * What the header of every cache file has: a magic word and a version first, the key of the cache
 * and the CRC-32 of all before it last. All numbers are little-endian.
 *
 * @param kind of file, for messages
 * @param magic the first bytes, ASCII
 * @param keyAt where the key begins
 */
record CacheSeal(String kind, String magic, int version, int keyAt) {
  private static final int KEY_BYTES = 64;

  private int crcAt() {
    return keyAt + KEY_BYTES;
  }

  /** Length of the header. */
  int bytes() {
    return crcAt() + Long.BYTES;
  }

  /** A header that stands behind magic word and version. */
  ByteBuffer begin() {
    return ByteBuffer.allocate(bytes())
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(magic.getBytes(StandardCharsets.US_ASCII))
        .putInt(version);
  }

  /** The whole of {@code header}, ready to be read, with key and checksum. */
  ByteBuffer end(ByteBuffer header, String key) {
    header.put(keyAt, key.getBytes(StandardCharsets.US_ASCII));
    return header.putLong(crcAt(), crc(header)).rewind();
  }

  /**
   * The key in {@code header}, whose numbers may then be read.
   *
   * @throws CorruptFileException if this is no header of {@code file}
   * @throws VersionException if it is one of another version
   */
  String check(Path file, ByteBuffer header) {
    header.order(ByteOrder.LITTLE_ENDIAN);
    byte[] first = magic.getBytes(StandardCharsets.US_ASCII);
    if (header.remaining() < bytes()
        || header.mismatch(ByteBuffer.wrap(first)) < first.length
        || header.getLong(crcAt()) != crc(header)) {
      throw new CorruptFileException(file, "is no %s, or a damaged one".formatted(kind));
    }
    int found = header.getInt(first.length);
    if (found != version) {
      throw new VersionException(file, found, version, version);
    }
    byte[] key = new byte[KEY_BYTES];
    header.get(keyAt, key);
    return new String(key, StandardCharsets.US_ASCII);
  }

  private long crc(ByteBuffer header) {
    CRC32 crc = new CRC32();
    crc.update(header.slice(0, crcAt()));
    return crc.getValue();
  }
}
