package subtext.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The disk, but its {@code failAt}-th operation fails (counted from 0), or all from that one on. A
 * write that fails has written half.
 */
final class FaultyFiles implements FileLayer {
  private final int failAt;
  private final boolean forEver;
  private int operations;

  FaultyFiles(int failAt, boolean forEver) {
    this.failAt = failAt;
    this.forEver = forEver;
  }

  /** One that never fails and counts. */
  static FaultyFiles counting() {
    return new FaultyFiles(Integer.MAX_VALUE, false);
  }

  int operations() {
    return operations;
  }

  private void operation() throws IOException {
    int number = operations++;
    if (number == failAt || (forEver && number > failAt)) {
      throw new IOException("No space left on device (operation " + number + ")");
    }
  }

  @Override
  public Output create(Path file) throws IOException {
    operation();
    return new FaultyOutput(DISK.create(file));
  }

  @Override
  public Output append(Path file) throws IOException {
    operation();
    return new FaultyOutput(DISK.append(file));
  }

  @Override
  public void truncate(Path file, long bytes) throws IOException {
    operation();
    DISK.truncate(file, bytes);
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    operation();
    DISK.createFolder(folder);
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    operation();
    DISK.syncFolder(folder);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    operation();
    DISK.move(from, to);
  }

  @Override
  public void delete(Path path) throws IOException {
    operation();
    DISK.delete(path);
  }

  private final class FaultyOutput implements Output {
    private final Output out;

    FaultyOutput(Output out) {
      this.out = out;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      try {
        operation();
      } catch (IOException e) {
        out.write(bytes.slice(bytes.position(), bytes.remaining() / 2));
        throw e;
      }
      out.write(bytes);
    }

    @Override
    public void sync() throws IOException {
      operation();
      out.sync();
    }

    @Override
    public void close() throws IOException {
      try {
        operation();
      } finally {
        out.close();
      }
    }
  }
}
