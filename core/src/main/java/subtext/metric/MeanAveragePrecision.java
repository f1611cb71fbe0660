package subtext.metric;

import java.util.List;

/**
 * Mean over questions of the average precision: of each right candidate the share of right ones
 * down to its place, averaged over the right candidates.
 */
public final class MeanAveragePrecision {
  private MeanAveragePrecision() {}

  /** In (0, 1], with its standard error over the questions. */
  public static Interval of(List<Ranking> rankings) {
    return Interval.of(rankings.stream().mapToDouble(MeanAveragePrecision::of).toArray());
  }

  /**
   * The average precision of one question. At place i of a group of n candidates with r right ones,
   * a right one stands with probability r / n, and then (i - 1) (r - 1) / (n - 1) of those before
   * it in the group are right on average.
   */
  public static double of(Ranking ranking) {
    double sum = 0;
    int above = 0;
    int rightAbove = 0;
    for (int group = 0; group < ranking.sizes().length; group++) {
      int n = ranking.sizes()[group];
      int r = ranking.right()[group];
      for (int i = 1; i <= n; i++) {
        double before = n == 1 ? 0 : (i - 1.0) * (r - 1.0) / (n - 1);
        sum += (double) r / n * (rightAbove + before + 1) / (above + i);
      }
      above += n;
      rightAbove += r;
    }
    return sum / rightAbove;
  }
}
