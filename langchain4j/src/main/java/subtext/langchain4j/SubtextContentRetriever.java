package subtext.langchain4j;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Query;
import dev.langchain4j.store.embedding.RelevanceScore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import subtext.search.CorpusSearch;
import subtext.search.Hit;
import subtext.search.WordIndex;

/**
 * The sentences of a corpus that belong to a query, the best first, by their vectors or by their
 * words. Each has the number of its line as the metadata {@link #LINE}, and a {@link
 * ContentMetadata#SCORE}. A sentence that both ways find is the same content, so that LangChain4j
 * merges their results. Many threads may use one; {@code retrieveAsync} is refused.
 */
public final class SubtextContentRetriever implements ContentRetriever {
  /** The line of the corpus that a sentence stands on, from 1, a {@code long}. */
  public static final String LINE = "line";

  private final Source source;
  private final Retrieval retrieval;

  private SubtextContentRetriever(Source source, Retrieval retrieval) {
    this.source = source;
    this.retrieval = retrieval;
  }

  /** Finds the best sentences, at most {@code most}. */
  private interface Source {
    List<Hit> find(String query, int most) throws IOException;
  }

  /**
   * By the cosine of the vectors that a model makes, as LangChain4j scores it: (1 + cosine) / 2. Of
   * a query without a letter that the model met in training nothing is found, for its vector says
   * nothing.
   *
   * @param search that stays the caller's to close
   */
  public static SubtextContentRetriever byVectors(CorpusSearch search, Retrieval retrieval) {
    return new SubtextContentRetriever(
        (query, most) -> {
          CorpusSearch.Found found = search.search(List.of(query), most).getFirst();
          return found.unfamiliar()
              ? List.of()
              : found.hits().stream().map(SubtextContentRetriever::relevant).toList();
        },
        retrieval);
  }

  private static Hit relevant(Hit hit) {
    double score = RelevanceScore.fromCosineSimilarity(hit.score());
    return new Hit(score, hit.line(), hit.text());
  }

  /**
   * By the words that query and sentence share: BM25's score, above 0.
   *
   * @param index that stays the caller's to close
   */
  public static SubtextContentRetriever byWords(WordIndex index, Retrieval retrieval) {
    return new SubtextContentRetriever(index::search, retrieval);
  }

  /**
   * @throws subtext.error.InputException if the query has more words than can be asked for at a
   *     time
   * @throws UncheckedIOException if the index cannot be read
   */
  @Override
  public List<Content> retrieve(Query query) {
    try {
      return source.find(query.text(), retrieval.most()).stream()
          .filter(hit -> hit.score() >= retrieval.leastScore())
          .map(SubtextContentRetriever::content)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the index", e);
    }
  }

  private static Content content(Hit hit) {
    return Content.from(
        TextSegment.from(hit.text(), new Metadata().put(LINE, hit.line())),
        Map.of(ContentMetadata.SCORE, hit.score()));
  }
}
