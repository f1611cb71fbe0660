package subtext.metric;

/**
 * The area under the receiver operating characteristic: how likely a positive example scores higher
 * than a negative one, equal scores counting half (Hanley and McNeil 1982).
 */
public final class RocArea {
  private RocArea() {}

  /** In [0, 1], 0.5 by chance; NaN where one kind of example is missing. */
  public static double of(double[] scores, boolean[] positive) {
    if (scores.length != positive.length) {
      throw new IllegalArgumentException(scores.length + " scores, " + positive.length + " labels");
    }
    double[] ranks = Spearman.ranks(scores);
    double sum = 0;
    long positives = 0;
    for (int n = 0; n < ranks.length; n++) {
      if (positive[n]) {
        sum += ranks[n];
        positives++;
      }
    }
    double pairs = (double) positives * (ranks.length - positives);
    return (sum - positives * (positives + 1) / 2.0) / pairs;
  }
}
