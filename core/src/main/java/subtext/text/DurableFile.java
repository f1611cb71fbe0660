package subtext.text;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** One of a tokeniser's files: weights whose tokeniser a power cut took away are worth nothing. */
final class DurableFile {
  private DurableFile() {}

  /** Writes and syncs. */
  static void write(byte[] contents, Path file) {
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE, TRUNCATE_EXISTING)) {
      for (ByteBuffer bytes = ByteBuffer.wrap(contents); bytes.hasRemaining(); ) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
