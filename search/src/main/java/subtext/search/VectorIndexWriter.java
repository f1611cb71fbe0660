package subtext.search;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/**
 * Fills a folder that {@link VectorIndex} opens: sentences, and the graph of their vectors'
 * neighbours. D dimensions of a vector, the same of all, at most 1024.
 */
public final class VectorIndexWriter implements AutoCloseable {
  /** What is gathered before it is written, in megabytes. */
  private static final double BUFFER_MB = 256;

  private final Directory folder;
  private final IndexWriter writer;

  /** Replaces what index {@code folder} holds. */
  public VectorIndexWriter(Path folder) throws IOException {
    this.folder = FSDirectory.open(folder);
    this.writer =
        new IndexWriter(
            this.folder,
            new IndexWriterConfig()
                .setOpenMode(IndexWriterConfig.OpenMode.CREATE)
                .setRAMBufferSizeMB(BUFFER_MB)
                .setMergeScheduler(new SerialMergeScheduler())
                .setCommitOnClose(false));
  }

  /** Adds a sentence; its {@code line} counts from 1. */
  public void add(float[] vector_D, long line, String text) throws IOException {
    Document document = new Document();
    document.add(
        new KnnFloatVectorField(
            VectorIndex.VECTOR, VectorIndex.unit(vector_D), VectorSimilarityFunction.DOT_PRODUCT));
    document.add(new StoredField(VectorIndex.LINE, line));
    document.add(new StoredField(VectorIndex.TEXT, text));
    writer.addDocument(document);
  }

  /** Writes and syncs what was added. Without it, closing drops it. */
  public void commit() throws IOException {
    writer.commit();
  }

  @Override
  public void close() throws IOException {
    writer.close();
    folder.close();
  }
}
