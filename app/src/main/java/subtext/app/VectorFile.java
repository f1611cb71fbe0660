package subtext.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import subtext.error.InputException;
import subtext.store.Safetensors;
import subtext.tensor.DType;
import subtext.tensor.TensorData;

/** A file of vectors of one size, float32: NumPy's or safetensors. */
record VectorFile(Path path, Format format) {
  /** By the extension of the file's name. */
  enum Format {
    NPY,
    SAFETENSORS
  }

  /** NumPy's format 1.0: the magic bytes, the version, the length of the header that follows. */
  private static final byte[] NPY_MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  private static final int NPY_ALIGNMENT = 64;

  /**
   * The file of that name.
   *
   * @throws InputException if its extension is none of the known, or its folder is not there
   */
  static VectorFile of(Path path) {
    OutputFile.requireFolder("--out", path);
    String name = path.toString();
    if (name.endsWith(".npy")) {
      return new VectorFile(path, Format.NPY);
    }
    if (name.endsWith(".safetensors")) {
      return new VectorFile(path, Format.SAFETENSORS);
    }
    throw new InputException("--out " + path + ": its name must end in .npy or .safetensors");
  }

  /**
   * {@code vector}, for which there is room behind {@code count} others.
   *
   * @throws InputException if there is none
   */
  float[] next(float[] vector, int count) {
    if ((count + 1L) * vector.length * Float.BYTES > Integer.MAX_VALUE) {
      throw new InputException(
          "--out %s: more than %d vectors of %d numbers are more than 2 GB; encode the texts in parts"
              .formatted(path, count, vector.length));
    }
    return vector;
  }

  /**
   * Writes the matrix [N, Z] of N vectors; in safetensors it is called {@code vectors}.
   *
   * @param size Z
   */
  void write(List<float[]> vectors, int size) {
    ByteBuffer rows =
        ByteBuffer.allocate(vectors.size() * size * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] vector : vectors) {
      for (float value : vector) {
        rows.putFloat(value);
      }
    }
    rows.flip();
    long[] shape = {vectors.size(), size};
    try {
      switch (format) {
        case NPY -> npy(shape, rows);
        case SAFETENSORS ->
            Safetensors.write(
                path, Map.of("vectors", new TensorData(DType.F32, shape, rows)), Map.of());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void npy(long[] shape, ByteBuffer rows) throws IOException {
    String header =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }"
            .formatted(shape[0], shape[1]);
    int unpadded = NPY_MAGIC.length + Short.BYTES + header.length() + 1;
    int padding = (NPY_ALIGNMENT - unpadded % NPY_ALIGNMENT) % NPY_ALIGNMENT;
    byte[] padded = (header + " ".repeat(padding) + "\n").getBytes(US_ASCII);
    ByteBuffer start =
        ByteBuffer.allocate(NPY_MAGIC.length + Short.BYTES + padded.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(NPY_MAGIC)
            .putShort((short) padded.length)
            .put(padded)
            .flip();
    try (FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      for (ByteBuffer part : List.of(start, rows)) {
        while (part.hasRemaining()) {
          file.write(part);
        }
      }
    }
  }
}
