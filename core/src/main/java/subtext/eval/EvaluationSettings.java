package subtext.eval;

import subtext.config.Allowed;

/**
 * How much an evaluation measures.
 *
 * @param iwaeSamples k of the importance-weighted bound; 0 leaves it out
 * @param maxSentences sentences to measure, drawn by the seed where the corpus has more; 0 for all
 */
public record EvaluationSettings(int iwaeSamples, long maxSentences) {
  public static final EvaluationSettings DEFAULT = new EvaluationSettings(0, 0);

  public EvaluationSettings {
    Allowed.atLeast("iwaeSamples", iwaeSamples, 0);
    Allowed.between("maxSentences", (double) maxSentences, 0, Integer.MAX_VALUE);
  }
}
