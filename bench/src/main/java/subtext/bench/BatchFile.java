package subtext.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import subtext.data.Batch;

/**
 * Batches in a file that every variant reads: little-endian int32, for each batch B, T, B lengths
 * and B * T tokens, without {@code <s>} and {@code </s>}, padded with 0. B batch, T time.
 */
final class BatchFile {
  private BatchFile() {}

  static void write(Path file, List<Batch> batches) throws IOException {
    int numbers = batches.stream().mapToInt(BatchFile::numbers).sum();
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * numbers).order(ByteOrder.LITTLE_ENDIAN);
    IntBuffer ints = bytes.asIntBuffer();
    for (Batch batch : batches) {
      ints.put(batch.batch()).put(batch.time()).put(batch.lengths()).put(batch.tokens());
    }
    Files.write(file, bytes.array());
  }

  private static int numbers(Batch batch) {
    return 2 + batch.lengths().length + batch.tokens().length;
  }

  /** The batches of {@code file}; their sentences are numbered through, from 0. */
  static List<Batch> read(Path file) throws IOException {
    IntBuffer ints =
        ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
    List<Batch> batches = new ArrayList<>();
    long first = 0;
    while (ints.hasRemaining()) {
      int size = ints.get();
      int time = ints.get();
      int[] lengths = new int[size];
      int[] tokens = new int[size * time];
      ints.get(lengths).get(tokens);
      int[] labels = new int[size];
      Arrays.fill(labels, -1);
      long[] examples = LongStream.range(first, first + size).toArray();
      batches.add(new Batch(examples, lengths, tokens, labels, size, time));
      first += size;
    }
    return List.copyOf(batches);
  }
}
