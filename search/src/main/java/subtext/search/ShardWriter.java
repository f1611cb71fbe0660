package subtext.search;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/**
 * Fills one of the folders that {@link Shards} opens together: sentences by their words, and by
 * their vectors with a graph of neighbours. D dimensions of a vector, the same of all shards.
 */
public final class ShardWriter implements AutoCloseable {
  /** What is gathered before it is written, in megabytes: several may be filled at a time. */
  private static final double BUFFER_MB = 96;

  private final Directory folder;
  private final IndexWriter writer;

  public ShardWriter(Path folder) throws IOException {
    LuceneLog.quiet();
    this.folder = FSDirectory.open(folder);
    IndexWriterConfig config =
        VectorIndexWriter.configuration(
                new IndexWriterConfig(new StandardAnalyzer()), /* graph= */ true, BUFFER_MB)
            .setSimilarity(new BM25Similarity());
    try {
      this.writer = new IndexWriter(this.folder, config);
    } catch (IOException | RuntimeException e) {
      this.folder.close();
      throw e;
    }
  }

  /**
   * Adds a sentence.
   *
   * @param line of the corpus, from 1
   * @param vector_D null where only words are searched
   */
  public void add(long line, String text, float @Nullable [] vector_D) throws IOException {
    Document document = new Document();
    document.add(new TextField(StoredSentence.TEXT, text, Field.Store.YES));
    document.add(StoredSentence.line(line));
    if (vector_D != null) {
      document.add(
          new KnnFloatVectorField(
              VectorIndex.VECTOR,
              VectorIndex.unit(vector_D),
              VectorSimilarityFunction.DOT_PRODUCT));
    }
    writer.addDocument(document);
  }

  /** Writes what was added. Without it, there is no shard. */
  public void commit() throws IOException {
    writer.commit();
  }

  @Override
  public void close() throws IOException {
    writer.close();
    folder.close();
  }
}
