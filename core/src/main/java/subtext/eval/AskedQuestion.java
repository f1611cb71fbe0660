package subtext.eval;

import java.util.Comparator;
import java.util.List;
import subtext.metric.Ranking;

/**
 * A question with what a model makes of its candidates.
 *
 * @param candidates the best first
 */
public record AskedQuestion(String question, List<Candidate> candidates) {
  /**
   * A sentence that may answer it.
   *
   * @param line of the file that it stands on, from 1
   * @param logOdds of being right, by the model
   * @param right whether it is
   */
  public record Candidate(String sentence, long line, double logOdds, boolean right) {
    /** Probability of being right, by the model. */
    public double probability() {
      return 1 / (1 + Math.exp(-logOdds));
    }
  }

  public AskedQuestion {
    candidates =
        candidates.stream()
            .sorted(Comparator.comparingDouble(Candidate::logOdds).reversed())
            .toList();
  }

  /** Whether a candidate is right: only then does a ranking say something. */
  public boolean isAnswered() {
    return candidates.stream().anyMatch(Candidate::right);
  }

  /** The order of the candidates. */
  public Ranking ranking() {
    boolean[] right = new boolean[candidates.size()];
    double[] scores = new double[candidates.size()];
    for (int i = 0; i < right.length; i++) {
      right[i] = candidates.get(i).right();
      scores[i] = candidates.get(i).logOdds();
    }
    return Ranking.of(scores, right);
  }
}
