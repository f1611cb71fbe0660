package subtext.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;

/** How an index keeps a sentence: its text and its line. */
final class StoredSentence {
  static final String TEXT = "text";
  private static final String LINE = "line";

  private StoredSentence() {}

  /** What a document keeps of the number of its line. */
  static StoredField line(long number) {
    return new StoredField(LINE, number);
  }

  /** The sentences of {@code found}, in its order. */
  static List<Hit> hits(IndexSearcher searcher, Iterable<ScoreDoc> found) throws IOException {
    StoredFields fields = searcher.storedFields();
    List<Hit> hits = new ArrayList<>();
    for (ScoreDoc each : found) {
      Document document = fields.document(each.doc);
      long line = document.getField(LINE).storedValue().getLongValue();
      hits.add(new Hit(each.score, line, document.get(TEXT)));
    }
    return List.copyOf(hits);
  }
}
