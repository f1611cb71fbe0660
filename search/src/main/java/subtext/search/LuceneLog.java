package subtext.search;

import java.util.logging.Level;
import java.util.logging.Logger;

/** What Lucene tells everybody who starts it. */
final class LuceneLog {
  /** Kept, for {@link java.util.logging.LogManager} forgets the level of a logger that is not. */
  private static final Logger ADVICE =
      Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

  private LuceneLog() {}

  /**
   * Holds back the advice to load {@code jdk.incubator.vector}, which slows every start down for
   * products that take no time here.
   */
  static void quiet() {
    ADVICE.setLevel(Level.SEVERE);
  }
}
