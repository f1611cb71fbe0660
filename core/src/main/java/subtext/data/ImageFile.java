package subtext.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import subtext.error.CorruptFileException;

/**
 * A file of grey images, {@code NAME-images-idx3-ubyte} or the like, and that of their labels
 * beside it, {@code NAME-labels-idx1-ubyte}, if there is one; either may be gzipped.
 *
 * @param labels null where there is none
 */
record ImageFile(Path images, @Nullable Path labels) {
  private static final String IMAGES = "idx3-ubyte";

  /** Whether {@code file} holds images, by its name. */
  static boolean isNamed(Path file) {
    return file.getFileName().toString().contains(IMAGES);
  }

  /** The images in {@code file}, with the labels beside it. */
  static ImageFile of(Path file) {
    String name = file.getFileName().toString();
    String labels =
        name.replace("images", "labels").replace("idx3", "idx1").replaceFirst("\\.gz$", "");
    Path found =
        Stream.of(labels, labels + ".gz")
            .filter(beside -> !beside.equals(name))
            .map(file::resolveSibling)
            .filter(Files::isRegularFile)
            .findFirst()
            .orElse(null);
    return new ImageFile(file, found);
  }

  /**
   * Number of images, by the header.
   *
   * @throws CorruptFileException if it is none
   */
  int count() {
    try (IdxFile file = IdxFile.open(images, 3)) {
      return file.count();
    }
  }

  /**
   * Size of each.
   *
   * @throws CorruptFileException if this is no file of images
   */
  ImageSize size() {
    try (IdxFile file = IdxFile.open(images, 3)) {
      return new ImageSize(file.size(1), file.size(2));
    }
  }

  /** What is done with an image. */
  interface Reader {
    /**
     * Does it.
     *
     * @param number of the image, from 1
     * @param label null where there are no labels
     */
    void read(long number, byte[] pixels, @Nullable String label);
  }

  /**
   * Reads all images, in their order.
   *
   * @throws CorruptFileException if a file is not whole, or the images and labels are not as many
   */
  void each(Reader reader) {
    if (labels == null) {
      each(reader, null);
      return;
    }
    try (IdxFile names = IdxFile.open(labels, 1)) {
      if (names.count() != count()) {
        throw new CorruptFileException(
            labels,
            "has %,d labels, but %s has %,d images".formatted(names.count(), images, count()));
      }
      each(reader, names);
      names.end();
    }
  }

  private void each(Reader reader, @Nullable IdxFile names) {
    try (IdxFile file = IdxFile.open(images, 3)) {
      for (int n = 1; n <= file.count(); n++) {
        byte[] pixels = file.next();
        String label = names == null ? null : Integer.toString(Byte.toUnsignedInt(names.next()[0]));
        reader.read(n, pixels, label);
      }
      file.end();
    }
  }
}
