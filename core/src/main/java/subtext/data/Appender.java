package subtext.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes little-endian numbers to the end of a new file, through a small buffer. */
final class Appender implements Closeable {
  private final FileChannel channel;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
  private long written;

  Appender(Path file) throws IOException {
    channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  void putUnsignedShort(int value) throws IOException {
    room(Short.BYTES).putShort((short) value);
  }

  void putInt(int value) throws IOException {
    room(Integer.BYTES).putInt(value);
  }

  void putLong(long value) throws IOException {
    room(Long.BYTES).putLong(value);
  }

  void put(byte[] bytes) throws IOException {
    flush();
    write(ByteBuffer.wrap(bytes));
  }

  /** Zeros up to byte {@code end}. */
  void fill(long end) throws IOException {
    while (size() + Long.BYTES <= end) {
      putLong(0);
    }
    while (size() < end) {
      room(1).put((byte) 0);
    }
  }

  /** All of what {@code other} has written. */
  void append(Appender other) throws IOException {
    flush();
    other.flush();
    long end = written + other.written;
    long start = written;
    while (written < end) {
      written +=
          channel.transferFrom(other.channel.position(written - start), written, end - written);
    }
    channel.position(written);
  }

  /** Bytes put so far. */
  long size() {
    return written + buffer.position();
  }

  /** The file behind, with everything put so far in it. */
  FileChannel flushed() throws IOException {
    flush();
    return channel;
  }

  private ByteBuffer room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
    return buffer;
  }

  private void flush() throws IOException {
    write(buffer.flip());
    buffer.clear();
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      written += channel.write(bytes);
    }
  }

  /** Closes the file; what was not flushed is lost. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
