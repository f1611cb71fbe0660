package subtext.metric;

import java.util.List;

/** Share of questions whose best candidate is right. */
public final class PrecisionAt1 {
  private PrecisionAt1() {}

  /** In [0, 1], with its standard error over the questions. */
  public static Interval of(List<Ranking> rankings) {
    return Interval.of(rankings.stream().mapToDouble(PrecisionAt1::of).toArray());
  }

  /** The share of right candidates among the best of one question. */
  public static double of(Ranking ranking) {
    return (double) ranking.right()[0] / ranking.sizes()[0];
  }
}
