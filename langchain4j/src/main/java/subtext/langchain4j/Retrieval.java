package subtext.langchain4j;

import subtext.config.Allowed;

/**
 * How much a retriever gives.
 *
 * @param most sentences of a query, at least 1
 * @param leastScore sentences with a lower one are left out; 0 leaves out none. Of vectors scores
 *     are in [0, 1], those of BM25 have no upper bound
 */
public record Retrieval(int most, double leastScore) {
  /** As LangChain4j's own retriever. */
  public static final Retrieval DEFAULT = new Retrieval(3, 0);

  public Retrieval {
    Allowed.atLeast("most", most, 1);
    Allowed.atLeast("leastScore", leastScore, 0);
  }
}
