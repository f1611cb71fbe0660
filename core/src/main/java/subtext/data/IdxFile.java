package subtext.data;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import subtext.error.CorruptFileException;

/**
 * An array of unsigned bytes in the format IDX, in which MNIST is published (LeCun et al. 1998):
 * big-endian, two bytes 0, the type 8, the number of dimensions, an int for each, and then the
 * entries row by row. Also gzipped, with {@code .gz} behind its name. Read as a stream.
 */
final class IdxFile implements Closeable {
  private static final byte UNSIGNED_BYTES = 8;

  private final Path file;
  private final InputStream in;
  private final int[] shape;
  private int items;

  private IdxFile(Path file, InputStream in, int dimensions) throws IOException {
    this.file = file;
    this.in = in;
    byte[] magic = read(Integer.BYTES);
    byte[] due = {0, 0, UNSIGNED_BYTES, (byte) dimensions};
    if (!Arrays.equals(magic, due)) {
      throw new CorruptFileException(
          file,
          "is no IDX file of unsigned bytes in %d dimensions: it begins with the bytes %s, where %s are due"
              .formatted(dimensions, hex(magic), hex(due)));
    }
    shape = new int[dimensions];
    ByteBuffer sizes = ByteBuffer.wrap(read(Integer.BYTES * dimensions));
    for (int d = 0; d < dimensions; d++) {
      shape[d] = sizes.getInt();
      if (shape[d] < (d == 0 ? 0 : 1)) {
        throw new CorruptFileException(file, "has a dimension of " + shape[d]);
      }
    }
  }

  /**
   * Opens {@code file} and reads its header.
   *
   * @throws CorruptFileException if it is no IDX file of so many {@code dimensions}
   */
  static IdxFile open(Path file, int dimensions) {
    try {
      InputStream raw = Files.newInputStream(file);
      try {
        boolean zipped = file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        InputStream in = zipped ? new GZIPInputStream(raw, 1 << 16) : new BufferedInputStream(raw);
        return new IdxFile(file, in, dimensions);
      } catch (IOException | RuntimeException e) {
        raw.close();
        throw e;
      }
    } catch (EOFException | ZipException e) {
      throw broken(file, e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Number of items: the first dimension. */
  int count() {
    return shape[0];
  }

  /** Length of dimension {@code d} of the array. */
  int size(int d) {
    return shape[d];
  }

  /**
   * The entries of the next item.
   *
   * @throws CorruptFileException if the file ends before
   */
  byte[] next() {
    int entries = 1;
    for (int d = 1; d < shape.length; d++) {
      entries = Math.multiplyExact(entries, shape[d]);
    }
    try {
      byte[] item = read(entries);
      items++;
      return item;
    } catch (EOFException e) {
      throw new CorruptFileException(
          file, "ends after %,d of %,d items".formatted(items, count()), e);
    } catch (ZipException e) {
      throw broken(file, e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /**
   * Demands that nothing follows.
   *
   * @throws CorruptFileException if something does
   */
  void end() {
    try {
      if (in.read() >= 0) {
        throw new CorruptFileException(
            file, "goes on after the %,d items that it names".formatted(count()));
      }
    } catch (EOFException | ZipException e) {
      throw broken(file, e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private byte[] read(int bytes) throws IOException {
    byte[] read = in.readNBytes(bytes);
    if (read.length < bytes) {
      throw new EOFException("%d of %d bytes".formatted(read.length, bytes));
    }
    return read;
  }

  private static CorruptFileException broken(Path file, IOException e) {
    return new CorruptFileException(file, "is no whole IDX file (" + e.getMessage() + ")", e);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + file, e);
    }
  }
}
