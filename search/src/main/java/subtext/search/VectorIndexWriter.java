package subtext.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
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
 * Fills a folder that {@link VectorIndex} opens: sentences and their vectors, and the graph of
 * their neighbours where one is wanted. D dimensions of a vector, the same of all, at most {@link
 * #MAX_DIMENSIONS}.
 */
public final class VectorIndexWriter implements AutoCloseable {
  /** Lucene's limit. */
  public static final int MAX_DIMENSIONS = KnnVectorsFormat.DEFAULT_MAX_DIMENSIONS;

  /** The file that says that a folder is ours, and may be emptied. */
  static final String MARK = "subtext-index";

  /** What is gathered before it is written, in megabytes. */
  private static final double BUFFER_MB = 256;

  private final Directory folder;
  private final IndexWriter writer;

  /**
   * Begins what will replace the index in {@code folder}, if there is one.
   *
   * @param graph whether neighbours are to be found without comparing all sentences
   * @throws org.apache.lucene.store.LockObtainFailedException if another fills the folder
   */
  public VectorIndexWriter(Path folder, boolean graph) throws IOException {
    LuceneLog.quiet();
    Files.createDirectories(folder);
    Files.write(folder.resolve(MARK), new byte[0]);
    this.folder = FSDirectory.open(folder);
    IndexWriterConfig config = configuration(new IndexWriterConfig(), graph, BUFFER_MB);
    try {
      this.writer = new IndexWriter(this.folder, config);
    } catch (IOException | RuntimeException e) {
      this.folder.close();
      throw e;
    }
  }

  /**
   * What all that we fill has in common: it replaces what was there, and only a commit makes it.
   *
   * @param graph whether neighbours are to be found without comparing all sentences
   * @param bufferMb what is gathered before it is written, in megabytes
   */
  static IndexWriterConfig configuration(IndexWriterConfig config, boolean graph, double bufferMb) {
    return config
        .setCodec(new Codec(graph))
        .setOpenMode(IndexWriterConfig.OpenMode.CREATE)
        .setRAMBufferSizeMB(bufferMb)
        .setMergeScheduler(new SerialMergeScheduler())
        .setCommitOnClose(false);
  }

  /** Lucene's own, with the graph or without. */
  static final class Codec extends Lucene104Codec {
    private static final int MERGES_AT_ONCE = 1;

    private final KnnVectorsFormat format;

    Codec(boolean graph) {
      format =
          new Lucene99HnswVectorsFormat(
              Lucene99HnswVectorsFormat.DEFAULT_MAX_CONN,
              Lucene99HnswVectorsFormat.DEFAULT_BEAM_WIDTH,
              MERGES_AT_ONCE,
              /* mergeExec= */ null,
              graph ? Lucene99HnswVectorsFormat.HNSW_GRAPH_THRESHOLD : Integer.MAX_VALUE);
    }

    @Override
    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
      return format;
    }
  }

  /** Adds a sentence; its {@code line} counts from 1. */
  public void add(float[] vector_D, long line, String text) throws IOException {
    Document document = new Document();
    document.add(
        new KnnFloatVectorField(
            VectorIndex.VECTOR, VectorIndex.unit(vector_D), VectorSimilarityFunction.DOT_PRODUCT));
    document.add(StoredSentence.line(line));
    document.add(new StoredField(StoredSentence.TEXT, text));
    writer.addDocument(document);
  }

  /**
   * Writes and syncs what was added. Without it, closing drops it, and what was there stays.
   *
   * @param key by which {@link VectorIndex#key} tells what it holds
   */
  public void commit(String key) throws IOException {
    writer.setLiveCommitData(Map.of(VectorIndex.KEY, key).entrySet());
    writer.commit();
  }

  @Override
  public void close() throws IOException {
    writer.close();
    folder.close();
  }
}
