package subtext.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The file operations by which this package changes the disk. Tests put a layer of their own here
 * that fails at the k-th operation, runs out of space, or forgets what was never synced.
 */
public interface FileLayer {
  FileLayer DISK = new DiskFiles();

  /** Opens a new empty file for writing; one of that name is emptied. */
  Output create(Path file) throws IOException;

  /** Opens a file for writing at its end; makes it if it is missing. */
  Output append(Path file) throws IOException;

  /** Cuts a file to its first {@code bytes} bytes. */
  void truncate(Path file, long bytes) throws IOException;

  /** Makes a folder and the folders above it; one that exists is left as it is. */
  void createFolder(Path folder) throws IOException;

  /** Makes the names in a folder durable: files made, renamed or deleted there. */
  void syncFolder(Path folder) throws IOException;

  /** Renames within one file system, atomically; a file of the new name is replaced. */
  void move(Path from, Path to) throws IOException;

  /** Deletes a file or an empty folder; a missing one is no error. */
  void delete(Path path) throws IOException;

  /** A file open for writing. Contents are durable only after {@link #sync}. */
  interface Output extends Closeable {
    /** Writes all that remains in {@code bytes}. */
    void write(ByteBuffer bytes) throws IOException;

    void sync() throws IOException;
  }
}
