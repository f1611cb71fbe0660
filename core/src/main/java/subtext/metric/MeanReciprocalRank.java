package subtext.metric;

import java.util.List;

/** Mean over questions of 1 / place of the first right candidate. */
public final class MeanReciprocalRank {
  private MeanReciprocalRank() {}

  /** In (0, 1], with its standard error over the questions. */
  public static Interval of(List<Ranking> rankings) {
    return Interval.of(rankings.stream().mapToDouble(MeanReciprocalRank::of).toArray());
  }

  /**
   * The reciprocal rank of one question: that of the places of the first group with a right
   * candidate, each by the probability that the first right one stands there.
   */
  public static double of(Ranking ranking) {
    int above = 0;
    int group = 0;
    while (ranking.right()[group] == 0) {
      above += ranking.sizes()[group++];
    }
    int n = ranking.sizes()[group];
    int r = ranking.right()[group];
    double sum = 0;
    double noneBefore = 1;
    for (int i = 1; i <= n - r + 1; i++) {
      double here = (double) r / (n - i + 1);
      sum += noneBefore * here / (above + i);
      noneBefore *= 1 - here;
    }
    return sum;
  }
}
