package subtext.data;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Files of images and labels, made by the test. */
public final class IdxFiles {
  /** Rows and columns of {@link #bars}. */
  public static final int SIDE = 8;

  private IdxFiles() {}

  /** Writes {@code pixels} [count * rows * columns]; gzipped where the name says so. */
  public static Path images(Path file, int rows, int columns, int... pixels) {
    return write(file, pixels, pixels.length / (rows * columns), rows, columns);
  }

  public static Path labels(Path file, int... labels) {
    return write(file, labels, labels.length);
  }

  private static Path write(Path file, int[] entries, int... shape) {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * (1 + shape.length) + entries.length);
    bytes.putInt(0x0800 + shape.length);
    for (int size : shape) {
      bytes.putInt(size);
    }
    for (int entry : entries) {
      bytes.put((byte) entry);
    }
    boolean zipped = file.toString().endsWith(".gz");
    try (OutputStream raw = Files.newOutputStream(file);
        OutputStream out = zipped ? new GZIPOutputStream(raw) : raw) {
      out.write(bytes.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  /**
   * White bars on black, 8 x 8: upright (label 0) and level (label 1) in turn, at all eight places.
   *
   * @return the file of the images; that of the labels stands beside it
   */
  public static Path bars(Path folder, int count) {
    int[] pixels = new int[count * SIDE * SIDE];
    int[] labels = new int[count];
    for (int n = 0; n < count; n++) {
      int place = n / 2 % SIDE;
      labels[n] = n % 2;
      for (int i = 0; i < SIDE; i++) {
        int row = labels[n] == 0 ? i : place;
        int column = labels[n] == 0 ? place : i;
        pixels[(n * SIDE + row) * SIDE + column] = 255;
      }
    }
    labels(folder.resolve("bars-labels-idx1-ubyte.gz"), labels);
    return images(folder.resolve("bars-images-idx3-ubyte.gz"), SIDE, SIDE, pixels);
  }
}
