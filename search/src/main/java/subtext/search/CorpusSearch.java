package subtext.search;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import subtext.config.Allowed;
import subtext.data.Portion;
import subtext.error.InputException;
import subtext.text.Line;
import subtext.use.Encode;
import subtext.use.Model;
import subtext.use.Texts;

/**
 * The sentences of a corpus that are nearest to a query, by the cosine of the means of their
 * posteriors. Up to {@link #EXACT} sentences are all compared, of more the graph of neighbours is
 * asked. The vectors stay in a folder, and are made anew when the corpus or the model is another.
 * Many threads may use one.
 */
public final class CorpusSearch implements AutoCloseable {
  /** Sentences that are compared one by one, in a few milliseconds. */
  public static final int EXACT = 20_000;

  /** A change of what an index holds, or of how vectors are made, makes another version. */
  private static final int VERSION = 1;

  /** Sentences that are encoded at a time. */
  private static final int PART = 4096;

  private static final int LEAST_BREADTH = 100;
  private static final int BREADTH_OF_A_HIT = 10;

  private static final Pattern LUCENES =
      Pattern.compile("_[0-9a-z]+(_\\w+)?\\.\\w+|(pending_)?segments_[0-9a-z]+|write\\.lock");

  private static final Logger LOG = LoggerFactory.getLogger(CorpusSearch.class);

  private final Encode encode;
  private final VectorIndex index;
  private final int exact;

  private CorpusSearch(Encode encode, VectorIndex index, int exact) {
    this.encode = encode;
    this.index = index;
    this.exact = exact;
  }

  /** Hears of sentences that are encoded: {@code done} of {@code all}. */
  public interface Progress {
    void encoded(long done, long all);
  }

  /**
   * What a query found.
   *
   * @param hits the best first
   * @param cut whether the query is longer than the model reads, so that its beginning was compared
   * @param unfamiliar whether no letter of the query was met in training, so that the hits say
   *     nothing: text in another script, for example
   */
  public record Found(String query, List<Hit> hits, boolean cut, boolean unfamiliar) {}

  /**
   * The search over {@code corpus}, whose vectors are taken from {@code folder} or put there.
   *
   * @param folder of an index, or one that is empty or not there
   * @throws InputException if the model has no vectors, the corpus no text, or the folder other
   *     files
   * @throws IOException if the index cannot be read or written
   */
  public static CorpusSearch open(Model model, Portion corpus, Path folder, Progress progress)
      throws IOException {
    return open(model, corpus, new Place(folder, EXACT), progress);
  }

  /**
   * Where an index is.
   *
   * @param exact sentences that are all compared
   */
  record Place(Path folder, int exact) {}

  static CorpusSearch open(Model model, Portion corpus, Place place, Progress progress)
      throws IOException {
    Encode encode = new Encode(model);
    int latent = model.network().latent();
    if (latent > VectorIndexWriter.MAX_DIMENSIONS) {
      throw new InputException(
          "search: the vectors of the model %s have %d dimensions, and an index holds %d at most"
              .formatted(model.spec().name(), latent, VectorIndexWriter.MAX_DIMENSIONS));
    }
    requireIndexFolder(place.folder());
    String key = "%s %s %s".formatted(VERSION, model.sha256(), corpus.sha256());
    VectorIndex found = open(place.folder(), key);
    if (found == null) {
      fill(place, key, corpus, new Encoding(encode, progress));
      found = VectorIndex.open(place.folder());
    }
    return new CorpusSearch(encode, found, place.exact());
  }

  /**
   * The search over a corpus whose vectors are in {@code shards}, which it closes with itself.
   *
   * @throws InputException if they are of another model, or hold no vectors
   */
  public static CorpusSearch open(Model model, Shards shards) {
    Encode encode = new Encode(model);
    if (!model.sha256().equals(shards.model())) {
      throw new InputException(
          "%s holds %s; make another with subtext-spark index --model"
              .formatted(
                  shards.folder(),
                  shards.model().isEmpty() ? "no vectors" : "vectors of another model"));
    }
    return new CorpusSearch(encode, VectorIndex.of(shards), EXACT);
  }

  /** How sentences become vectors, and who hears of it. */
  private record Encoding(Encode encode, Progress progress) {}

  private static void requireIndexFolder(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new InputException("%s is a file, and an index is a folder".formatted(folder));
    }
    List<Path> files = files(folder);
    if (!files.isEmpty() && !files.contains(folder.resolve(VectorIndexWriter.MARK))) {
      throw new InputException(
          "%s holds %s, which is no part of an index: give an empty folder, or the name of a new one"
              .formatted(folder, files.getFirst().getFileName()));
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /** The index in {@code folder} if it is {@code key}'s. A damaged one is deleted. */
  private static @Nullable VectorIndex open(Path folder, String key) throws IOException {
    try {
      VectorIndex index = VectorIndex.open(folder);
      if (key.equals(index.key())) {
        return index;
      }
      index.close();
    } catch (IndexNotFoundException e) {
      LOG.debug("{} holds no index", folder);
    } catch (CorruptIndexException
        | IndexFormatTooNewException
        | IndexFormatTooOldException
        | EOFException
        | NoSuchFileException e) {
      LOG.warn("the index in {} is damaged and made anew: {}", folder, e.getMessage());
      for (Path file : files(folder)) {
        if (LUCENES.matcher(file.getFileName().toString()).matches()) {
          Files.delete(file);
        }
      }
    }
    return null;
  }

  private static void fill(Place place, String key, Portion corpus, Encoding encoding)
      throws IOException {
    long all = count(corpus);
    if (all == 0) {
      throw new InputException(corpus.file() + " holds no text to search");
    }
    try (VectorIndexWriter writer = new VectorIndexWriter(place.folder(), all > place.exact());
        Stream<Line> lines = corpus.lines()) {
      long done = 0;
      long cut = 0;
      encoding.progress().encoded(done, all);
      for (Iterator<Line> rest = lines.iterator(); rest.hasNext(); ) {
        List<Line> part = part(rest);
        cut += add(writer, part, encoding.encode());
        done += part.size();
        encoding.progress().encoded(done, all);
      }
      writer.commit(key);
      if (cut > 0) {
        LOG.warn(
            "{} texts of {} are longer than the model reads: their beginnings are compared",
            cut,
            corpus.file());
      }
    } catch (LockObtainFailedException e) {
      throw new InputException(
          "another search fills the index in %s: wait for it, or give another folder"
              .formatted(place.folder()),
          e);
    }
  }

  private static long count(Portion corpus) {
    try (Stream<Line> lines = corpus.lines()) {
      return lines.mapToLong(line -> 1).sum();
    }
  }

  private static List<Line> part(Iterator<Line> rest) {
    List<Line> part = new ArrayList<>();
    while (part.size() < PART && rest.hasNext()) {
      part.add(rest.next());
    }
    return part;
  }

  /** Adds {@code part}, and says how many of its texts were cut. */
  private static int add(VectorIndexWriter writer, List<Line> part, Encode encode)
      throws IOException {
    Texts texts = encode.read(part.stream().map(Line::text).toList());
    List<Encode.Encoding> encodings = encode.encode(texts);
    int cut = 0;
    for (int i = 0; i < part.size(); i++) {
      writer.add(encodings.get(i).mean(), part.get(i).number(), part.get(i).text());
      cut += texts.isCut(i) ? 1 : 0;
    }
    return cut;
  }

  /** Sentences of the corpus. */
  public int size() {
    return index.size();
  }

  /** Whether all sentences are compared. */
  public boolean isExact() {
    return size() <= exact;
  }

  /**
   * The {@code k} sentences nearest to each of {@code queries}, or all if there are fewer.
   *
   * @throws subtext.error.TextException if a query is blank
   * @throws InputException if {@code k} is below 1
   */
  public List<Found> search(List<String> queries, int k) throws IOException {
    Allowed.atLeast("k", k, 1);
    Texts.requireNoBlank(queries, "is empty, so nothing is like it; give a query");
    Texts texts = encode.read(queries);
    List<Encode.Encoding> encodings = encode.encode(texts);
    List<Found> found = new ArrayList<>();
    for (int n = 0; n < queries.size(); n++) {
      String query = queries.get(n);
      List<Hit> hits = nearest(encodings.get(n).mean(), Math.min(k, size()));
      found.add(new Found(query, hits, texts.isCut(n), texts.isUnfamiliar(n)));
    }
    return List.copyOf(found);
  }

  private List<Hit> nearest(float[] query_D, int k) throws IOException {
    return isExact()
        ? index.exact(query_D, k)
        : index.approximate(query_D, k, Math.max(LEAST_BREADTH, BREADTH_OF_A_HIT * k));
  }

  @Override
  public void close() throws IOException {
    index.close();
  }
}
