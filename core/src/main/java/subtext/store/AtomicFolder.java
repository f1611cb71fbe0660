package subtext.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder with a manifest that appears with all its files or not at all.
 *
 * <p>It is written as {@code NAME.new} and renamed. POSIX cannot replace a folder that has files by
 * a rename, so the folder that was there steps aside as {@code NAME.previous} first; who reads
 * between the two renames, or after a crash there, gets that one. One writer at a time.
 *
 * @param path the folder's final name
 */
record AtomicFolder(FileLayer files, Path path) {
  static final String NEW = ".new";
  static final String PREVIOUS = ".previous";
  static final String DELETED = ".deleted";

  private static final Logger log = LoggerFactory.getLogger(AtomicFolder.class);

  AtomicFolder {
    path = path.toAbsolutePath().normalize();
  }

  /** Where the folder's whole contents are now: under its own name, or set aside by a crash. */
  Path current() {
    return !Files.exists(path) && Files.exists(beside(PREVIOUS)) ? beside(PREVIOUS) : path;
  }

  /**
   * Writes the files and the manifest, and puts them in place of what was there.
   *
   * @throws IOException if any operation failed; {@link #current} is then the folder that was there
   *     before, or the whole new one if only the last sync failed
   */
  void write(Manifest.Format format, SortedMap<String, AtomicFile.Contents> contents)
      throws IOException {
    if (!current().equals(path)) {
      files.move(current(), path);
    }
    deleteAll(beside(NEW));
    deleteAll(beside(PREVIOUS));
    try {
      writeBeside(format, contents);
      rename();
    } catch (IOException | RuntimeException e) {
      try {
        deleteAll(beside(NEW));
      } catch (IOException f) {
        e.addSuppressed(f);
      }
      throw e;
    }
    files.syncFolder(parent());
    deleteOrWarn(beside(PREVIOUS));
  }

  private void writeBeside(Manifest.Format format, SortedMap<String, AtomicFile.Contents> contents)
      throws IOException {
    Path folder = beside(NEW);
    files.createFolder(folder);
    SortedMap<String, Manifest.FileHash> hashes = new TreeMap<>();
    for (var file : contents.entrySet()) {
      hashes.put(file.getKey(), writeFile(folder.resolve(file.getKey()), file.getValue()));
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Manifest manifest = new Manifest(format, LibraryVersion.current(), now, hashes);
    writeFile(folder.resolve(Manifest.FILE), AtomicFile.Contents.of(manifest.render()));
    files.syncFolder(folder);
  }

  private Manifest.FileHash writeFile(Path file, AtomicFile.Contents contents) throws IOException {
    try (HashingOutput out = new HashingOutput(files.create(file))) {
      contents.writeTo(out);
      out.sync();
      return out.hash();
    }
  }

  private void rename() throws IOException {
    boolean replaces = Files.exists(path);
    if (replaces) {
      files.move(path, beside(PREVIOUS));
    }
    try {
      files.move(beside(NEW), path);
    } catch (IOException e) {
      if (replaces) {
        try {
          files.move(beside(PREVIOUS), path);
        } catch (IOException f) {
          e.addSuppressed(f);
        }
      }
      throw e;
    }
  }

  /** Deletes the folder: its name goes first, so that it is never seen with files missing. */
  void delete() throws IOException {
    deleteAll(beside(PREVIOUS));
    if (Files.exists(path)) {
      files.move(path, beside(DELETED));
    }
    deleteAll(beside(DELETED));
  }

  /** Deletes what a crash may have left beside the folder. */
  void deleteLeftovers() throws IOException {
    deleteAll(beside(NEW));
    deleteAll(beside(DELETED));
    if (Files.exists(path)) {
      deleteAll(beside(PREVIOUS));
    }
  }

  private void deleteOrWarn(Path folder) {
    try {
      deleteAll(folder);
    } catch (IOException e) {
      log.warn("could not delete {}, which is no longer needed: {}", folder, e.getMessage());
    }
  }

  private void deleteAll(Path folder) throws IOException {
    List<Path> children = new ArrayList<>();
    try (Stream<Path> listed = Files.list(folder)) {
      listed.forEach(children::add);
    } catch (NoSuchFileException e) {
      return;
    }
    for (Path child : children) {
      files.delete(child);
    }
    files.delete(folder);
  }

  private Path beside(String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  private Path parent() {
    return path.resolveSibling("");
  }

  /** Counts and hashes what it passes on. */
  private static final class HashingOutput implements FileLayer.Output {
    private final FileLayer.Output out;
    private final Sha256 hash = new Sha256();
    private long count;

    HashingOutput(FileLayer.Output out) {
      this.out = out;
    }

    Manifest.FileHash hash() {
      return new Manifest.FileHash(count, hash.hex());
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      hash.add(bytes);
      count += bytes.remaining();
      out.write(bytes);
    }

    @Override
    public void sync() throws IOException {
      out.sync();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
