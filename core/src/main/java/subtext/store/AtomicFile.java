package subtext.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Files that appear with their whole contents or not at all. */
final class AtomicFile {
  private AtomicFile() {}

  /** Writes a file's contents. */
  interface Contents {
    void writeTo(FileLayer.Output out) throws IOException;

    static Contents of(byte[] bytes) {
      return out -> out.write(ByteBuffer.wrap(bytes));
    }
  }

  /** Writes beside, syncs, renames, and syncs the name. The file that was there is replaced. */
  static void write(FileLayer files, Path file, Contents contents) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path beside = absolute.resolveSibling(absolute.getFileName() + ".new");
    try {
      try (FileLayer.Output out = files.create(beside)) {
        contents.writeTo(out);
        out.sync();
      }
      files.move(beside, absolute);
    } catch (IOException | RuntimeException e) {
      try {
        files.delete(beside);
      } catch (IOException f) {
        e.addSuppressed(f);
      }
      throw e;
    }
    files.syncFolder(absolute.resolveSibling(""));
  }
}
