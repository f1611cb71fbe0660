package subtext.data;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import subtext.error.CorruptFileException;
import subtext.error.VersionException;

/**
 * The first 128 bytes of a token cache, and where its sections lie. All numbers are little-endian.
 *
 * <pre>
 * 0    magic "SUBTOKEN", int version, int width
 * 16   long examples, tokens, cut; int longest, labels; long labelBytes
 * 56   key, 64 hexadecimal digits
 * 120  CRC-32 of the bytes before
 * 128  token ids of all examples, width bytes each; zeros to a multiple of 8
 *      index: long first token, int length, int label, long line for each example
 *      order: long example, sorted by length, then by number
 *      starts: for each length 0 .. longest + 1, the long place in the order where it begins
 *      labels: int bytes and UTF-8 for each, in the order in which they first occur
 * </pre>
 *
 * @param width bytes a token id: 2 up to 65,536 ids, else 4
 * @param cut how many sentences were longer than allowed, and were cut
 * @param longest length, in tokens
 * @param key what the cache was made of: {@link Fingerprint}
 */
record CacheHeader(
    int width,
    long examples,
    long tokens,
    long cut,
    int longest,
    int labels,
    long labelBytes,
    String key) {
  static final int VERSION = 1;
  static final int INDEX_BYTES = 24;
  private static final CacheSeal SEAL = new CacheSeal("token cache", "SUBTOKEN", VERSION, 56);
  static final int BYTES = SEAL.bytes();

  long indexAt() {
    return (BYTES + tokens * width + 7) / 8 * 8;
  }

  long orderAt() {
    return indexAt() + examples * INDEX_BYTES;
  }

  long startsAt() {
    return orderAt() + examples * Long.BYTES;
  }

  long labelsAt() {
    return startsAt() + (longest + 2L) * Long.BYTES;
  }

  long fileBytes() {
    return labelsAt() + labelBytes;
  }

  ByteBuffer encode() {
    ByteBuffer bytes = SEAL.begin().putInt(width);
    bytes.putLong(examples).putLong(tokens).putLong(cut);
    bytes.putInt(longest).putInt(labels).putLong(labelBytes);
    return SEAL.end(bytes, key);
  }

  /**
   * @throws CorruptFileException if this is no header of {@code file}, which has {@code size} bytes
   * @throws VersionException if it is one of another version
   */
  static CacheHeader decode(Path file, long size, ByteBuffer bytes) {
    String key = SEAL.check(file, bytes);
    CacheHeader header =
        new CacheHeader(
            bytes.getInt(12),
            bytes.getLong(16),
            bytes.getLong(24),
            bytes.getLong(32),
            bytes.getInt(40),
            bytes.getInt(44),
            bytes.getLong(48),
            key);
    if (header.fileBytes() != size) {
      throw new CorruptFileException(
          file, "has %d bytes where %d belong".formatted(size, header.fileBytes()));
    }
    return header;
  }
}
