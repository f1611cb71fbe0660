package subtext.search;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.index.StoredFields;
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
    ShardList list = list(folder);
    return open(folder, list, list.shards());
  }

  /**
   * Opens {@code shard} alone, one of {@link #names}.
   *
   * @throws InputException if there are none, or those of another version
   * @throws CorruptFileException if it is missing or damaged
   */
  public static Shards open(Path folder, String shard) throws IOException {
    return open(folder, list(folder), List.of(shard));
  }

  /**
   * The shards of a folder, in the order of the lines.
   *
   * @throws InputException if there are none, or those of another version
   */
  public static List<String> names(Path folder) throws IOException {
    return list(folder).shards();
  }

  private static ShardList list(Path folder) throws IOException {
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
    return list;
  }

  private static Shards open(Path folder, ShardList list, List<String> names) throws IOException {
    LuceneLog.quiet();
    List<IndexReader> readers = new ArrayList<>();
    try {
      for (String shard : names) {
        readers.add(reader(folder.resolve(shard)));
      }
      return new Shards(folder, list, new MultiReader(readers.toArray(IndexReader[]::new)));
    } catch (IOException | RuntimeException e) {
      for (IndexReader each : readers) {
        each.close();
      }
      throw e;
    }
  }

  private static IndexReader reader(Path shard) {
    if (!Files.isDirectory(shard)) { // opening would make it
      throw new CorruptFileException(shard, "is missing");
    }
    try {
      return DirectoryReader.open(FSDirectory.open(shard));
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw new CorruptFileException(shard, "is damaged: " + e.getMessage(), e);
    }
  }

  /** The text of each sentence, shard after shard. */
  public Stream<String> texts() throws IOException {
    StoredFields fields = reader.storedFields();
    return IntStream.range(0, reader.maxDoc()).mapToObj(n -> text(fields, n));
  }

  private String text(StoredFields fields, int document) {
    try {
      return fields.document(document, Set.of(StoredSentence.TEXT)).get(StoredSentence.TEXT);
    } catch (IOException e) {
      throw new CorruptFileException(folder, "is damaged: " + e.getMessage(), e);
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
