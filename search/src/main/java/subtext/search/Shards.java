package subtext.search;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.store.FSDirectory;
import subtext.error.CorruptFileException;
import subtext.error.InputException;

/**
 * An index of a corpus in several folders, each of some of its lines, as {@code subtext-spark
 * index} makes them. Files are mapped, and their contents not checked: an index may be far larger
 * than memory. Many threads may use one.
 */
public final class Shards implements Closeable {
  private final Path folder;
  private final ShardList list;
  private final MultiReader reader;

  private Shards(Path folder, ShardList list, MultiReader reader) {
    this.folder = folder;
    this.list = list;
    this.reader = reader;
  }

  /** Whether {@code folder} is one of finished shards. */
  public static boolean areIn(Path folder) {
    return Files.isRegularFile(folder.resolve(ShardList.FILE));
  }

  /**
   * Opens all.
   *
   * @throws InputException if there are none, or those of another version
   * @throws CorruptFileException if one is missing or damaged
   */
  public static Shards open(Path folder) throws IOException {
    LuceneLog.quiet();
    if (!areIn(folder)) {
      throw new InputException(
          "%s is no finished index: it has no %s".formatted(folder, ShardList.FILE));
    }
    Path file = folder.resolve(ShardList.FILE);
    ShardList list = ShardList.of(file.toString(), Files.readString(file));
    if (list.version() != ShardList.VERSION) {
      throw new InputException(
          "%s is of version %d, and this Subtext reads %d; make it anew"
              .formatted(folder, list.version(), ShardList.VERSION));
    }
    List<IndexReader> readers = new ArrayList<>();
    try {
      for (String shard : list.shards()) {
        readers.add(open(folder, shard));
      }
      return new Shards(folder, list, new MultiReader(readers.toArray(IndexReader[]::new)));
    } catch (IOException | RuntimeException e) {
      for (IndexReader each : readers) {
        each.close();
      }
      throw e;
    }
  }

  private static IndexReader open(Path folder, String shard) {
    Path path = folder.resolve(shard);
    try {
      return DirectoryReader.open(FSDirectory.open(path));
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw new CorruptFileException(path, "is missing or damaged: " + e.getMessage(), e);
    }
  }

  Path folder() {
    return folder;
  }

  /** SHA-256 of the model that made the vectors; empty where there are none. */
  String model() {
    return list.model();
  }

  IndexReader reader() {
    return reader;
  }

  @Override
  public void close() throws IOException {
    reader.close(); // and those of the shards
  }
}
