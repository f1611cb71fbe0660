package subtext.search;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/**
 * Sentences by their vectors, in a folder that a {@link VectorIndexWriter} has filled. The measure
 * is the cosine; that of a vector of zeros with any other is 0. Many threads may use one. D
 * dimensions of a vector.
 */
public final class VectorIndex implements AutoCloseable {
  static final String VECTOR = "vector";
  static final String KEY = "key";

  private static final Comparator<ScoreDoc> WORST_FIRST =
      Comparator.<ScoreDoc>comparingDouble(found -> found.score)
          .thenComparing(found -> found.doc, Comparator.reverseOrder());

  private final IndexReader reader;
  private final @Nullable String key;
  private final Closeable files;
  private final IndexSearcher searcher;

  private VectorIndex(IndexReader reader, @Nullable String key, Closeable files) {
    this.reader = reader;
    this.key = key;
    this.files = files;
    this.searcher = new IndexSearcher(reader);
  }

  /** Over {@code shards}, which it closes with itself. */
  static VectorIndex of(Shards shards) {
    return new VectorIndex(shards.reader(), /* key= */ null, shards);
  }

  /**
   * Opens what was committed, after checking every file against its checksum.
   *
   * @throws org.apache.lucene.index.IndexNotFoundException if there is nothing
   * @throws IOException if it is damaged, or of a version that this Lucene does not read
   */
  public static VectorIndex open(Path folder) throws IOException {
    LuceneLog.quiet();
    Directory directory = FSDirectory.open(folder);
    try {
      DirectoryReader reader = DirectoryReader.open(directory);
      try {
        check(reader);
        String key = reader.getIndexCommit().getUserData().get(KEY);
        return new VectorIndex(reader, key, directory);
      } catch (IOException | RuntimeException e) {
        reader.close();
        throw e;
      }
    } catch (IllegalArgumentException | IllegalStateException e) { // a file names what is not there
      directory.close();
      throw new CorruptIndexException(String.valueOf(e.getMessage()), folder.toString(), e);
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private static void check(DirectoryReader reader) throws IOException {
    for (LeafReaderContext leaf : reader.leaves()) {
      ((CodecReader) leaf.reader()).checkIntegrity();
    }
  }

  /** Sentences. */
  public int size() {
    return reader.numDocs();
  }

  /** What the index was committed as, or null. */
  public @Nullable String key() {
    return key;
  }

  /**
   * The {@code k} nearest sentences, the best first, found by comparing {@code query_D} with each.
   * Of equals the earlier line comes first.
   */
  public List<Hit> exact(float[] query_D, int k) throws IOException {
    float[] unit_D = unit(query_D);
    PriorityQueue<ScoreDoc> best = new PriorityQueue<>(WORST_FIRST);
    for (LeafReaderContext leaf : reader.leaves()) {
      FloatVectorValues vectors = leaf.reader().getFloatVectorValues(VECTOR);
      KnnVectorValues.DocIndexIterator documents = vectors.iterator();
      while (documents.nextDoc() != KnnVectorValues.DocIndexIterator.NO_MORE_DOCS) {
        float cosine = VectorUtil.dotProduct(unit_D, vectors.vectorValue(documents.index()));
        best.add(new ScoreDoc(leaf.docBase + documents.docID(), cosine));
        if (best.size() > k) {
          best.remove();
        }
      }
    }
    return StoredSentence.hits(searcher, best.stream().sorted(WORST_FIRST.reversed()).toList());
  }

  /**
   * The {@code k} nearest sentences, the best first, most likely: found by a walk through the graph
   * of neighbours, which meets a small part of them. Without a graph all are compared.
   *
   * @param breadth candidates that the walk keeps, at least {@code k}: the more, the surer
   */
  public List<Hit> approximate(float[] query_D, int k, int breadth) throws IOException {
    KnnFloatVectorQuery query = new KnnFloatVectorQuery(VECTOR, unit(query_D), breadth);
    List<ScoreDoc> found = new ArrayList<>();
    for (ScoreDoc document : searcher.search(query, k).scoreDocs) {
      found.add(new ScoreDoc(document.doc, 2 * document.score - 1));
    }
    return StoredSentence.hits(searcher, found);
  }

  /** A copy of length 1; zeros stay zeros. */
  static float[] unit(float[] vector_D) {
    return VectorUtil.l2normalize(vector_D.clone(), /* throwOnZero= */ false);
  }

  @Override
  public void close() throws IOException {
    reader.close();
    files.close();
  }
}
