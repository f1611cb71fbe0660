package subtext.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import subtext.error.CorruptFileException;
import subtext.error.VersionException;

/**
 * What a {@link FeatureNetwork} makes of the sentences of a {@link TokenCache}, in a memory-mapped
 * file, so that the network reads each of them once. Immutable, may be shared among threads. {@link
 * FeatureHeader} describes the file.
 */
final class FeatureCache {
  private static final Logger LOG = LoggerFactory.getLogger(FeatureCache.class);

  private final FeatureHeader header;
  private final MappedFile mapped;

  private FeatureCache(FeatureHeader header, MappedFile mapped) {
    this.header = header;
    this.mapped = mapped;
  }

  /** The cache in {@code file}; empty if there is none, none that is whole, or one of other key. */
  static Optional<FeatureCache> find(Path file, String key) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(open(file)).filter(found -> found.header.key().equals(key));
    } catch (CorruptFileException | VersionException e) {
      LOG.warn("{}; it is made anew", e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Opens a cache file.
   *
   * @throws CorruptFileException if it is damaged
   * @throws VersionException if it is of another version
   */
  static FeatureCache open(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer first = MappedFile.read(channel, 0, FeatureHeader.BYTES);
      FeatureHeader header = FeatureHeader.decode(file, channel.size(), first);
      return new FeatureCache(
          header, new MappedFile(channel, FileChannel.MapMode.READ_ONLY, channel.size()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** The features of {@code examples}, row by row. */
  float[] rows(long[] examples) {
    float[] rows = new float[examples.length * header.dimensions()];
    int next = 0;
    for (long example : examples) {
      long from = header.at(Objects.checkIndex(example, header.examples()));
      for (int d = 0; d < header.dimensions(); d++) {
        rows[next++] = Float.intBitsToFloat(mapped.getInt(from + (long) Float.BYTES * d));
      }
    }
    return rows;
  }
}
