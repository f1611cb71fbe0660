package subtext.search;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.QueryBuilder;
import subtext.error.InputException;
import subtext.store.TemporaryFolder;
import subtext.text.Line;

/**
 * Sentences by their words, in a temporary folder or in shards: BM25 (Robertson and Zaragoza 2009)
 * with k1 = 1.2 and b = 0.75. Words are those of UAX #29 in lower case, without a list of stop
 * words; of Chinese, its characters. Many threads may use one.
 */
public final class WordIndex implements AutoCloseable {
  private final Analyzer words;
  private final IndexReader reader;
  private final Closeable files;
  private final IndexSearcher searcher;

  private WordIndex(Analyzer words, IndexReader reader, Closeable files) {
    this.words = words;
    this.reader = reader;
    this.files = files;
    this.searcher = new IndexSearcher(reader);
    searcher.setSimilarity(new BM25Similarity());
  }

  /** Over {@code shards}, which it closes with itself. */
  public static WordIndex of(Shards shards) {
    return new WordIndex(new StandardAnalyzer(), shards.reader(), shards);
  }

  /** The index of {@code lines}, each a sentence. */
  public static WordIndex of(Stream<Line> lines) throws IOException {
    TemporaryFolder folder = TemporaryFolder.make("subtext-words");
    try {
      return of(lines, folder);
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private static WordIndex of(Stream<Line> lines, TemporaryFolder folder) throws IOException {
    Analyzer words = new StandardAnalyzer();
    Directory files = FSDirectory.open(folder.path());
    IndexWriterConfig config =
        new IndexWriterConfig(words)
            .setSimilarity(new BM25Similarity())
            .setMergePolicy(NoMergePolicy.INSTANCE);
    try (IndexWriter writer = new IndexWriter(files, config)) {
      for (Iterator<Line> each = lines.iterator(); each.hasNext(); ) {
        Line line = each.next();
        Document document = new Document();
        document.add(new TextField(StoredSentence.TEXT, line.text(), Field.Store.YES));
        document.add(StoredSentence.line(line.number()));
        writer.addDocument(document);
      }
    }
    return new WordIndex(
        words,
        DirectoryReader.open(files),
        () -> {
          files.close();
          folder.close();
        });
  }

  /** Sentences. */
  public int size() {
    return reader.numDocs();
  }

  /**
   * The {@code k} sentences that have most of the words of {@code query}, the best first; none
   * without one of them. Of equals the earlier line comes first.
   *
   * @throws InputException if the query has more words than can be asked for at a time
   */
  public List<Hit> search(String query, int k) throws IOException {
    Query any;
    try {
      any = new QueryBuilder(words).createBooleanQuery(StoredSentence.TEXT, query);
    } catch (IndexSearcher.TooManyClauses e) {
      throw new InputException(
          "the question has more than %,d words; ask with fewer"
              .formatted(IndexSearcher.getMaxClauseCount()),
          e);
    }
    return any == null || size() == 0
        ? List.of()
        : StoredSentence.hits(searcher, List.of(searcher.search(any, k).scoreDocs));
  }

  @Override
  public void close() throws IOException {
    reader.close();
    files.close();
    words.close();
  }
}
