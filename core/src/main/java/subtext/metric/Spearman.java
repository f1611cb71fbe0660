package subtext.metric;

import java.util.Comparator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Spearman's rank correlation: Pearson's of the ranks, equal values sharing the mean of theirs
 * (Spearman 1904).
 */
public final class Spearman {
  private Spearman() {}

  /** In [-1, 1]; NaN where all values of one side are equal. */
  public static double of(double[] left, double[] right) {
    if (left.length != right.length) {
      throw new IllegalArgumentException(left.length + " values beside " + right.length);
    }
    return pearson(ranks(left), ranks(right));
  }

  /** The rank of each value, from 1. */
  static double[] ranks(double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[values.length];
    int to;
    for (int from = 0; from < order.length; from = to) {
      to = from + 1;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int place = from; place < to; place++) {
        ranks[order[place]] = (from + 1 + to) / 2.0;
      }
    }
    return ranks;
  }

  private static double pearson(double[] left, double[] right) {
    double leftMean = DoubleStream.of(left).average().orElse(0);
    double rightMean = DoubleStream.of(right).average().orElse(0);
    double product = 0;
    double leftSquare = 0;
    double rightSquare = 0;
    for (int i = 0; i < left.length; i++) {
      double l = left[i] - leftMean;
      double r = right[i] - rightMean;
      product += l * r;
      leftSquare += l * l;
      rightSquare += r * r;
    }
    return product / Math.sqrt(leftSquare * rightSquare);
  }
}
