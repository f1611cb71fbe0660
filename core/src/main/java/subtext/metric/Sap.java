package subtext.metric;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * SAP, the separated attribute predictability (Kumar et al. 2018): how much better the best single
 * dimension tells a factor than the second best, averaged over the factors. A dimension tells a
 * value of a factor from the others by the threshold with the best balanced accuracy; of a factor
 * with several values the mean is taken. Chance is 0.5, so that the most is 0.5, too.
 *
 * @param gap in [0, 0.5]
 * @param accuracies [K][Z] balanced
 */
@SuppressWarnings("ArrayRecordComponent")
public record Sap(double gap, double[][] accuracies) {

  /** Of {@code factors}. */
  public static Sap of(Factors factors) {
    double[][] accuracies = new double[factors.count()][factors.dimensions()];
    for (int d = 0; d < factors.dimensions(); d++) {
      double[] column = factors.dimension(d);
      int[] order =
          IntStream.range(0, column.length)
              .boxed()
              .sorted(Comparator.comparingDouble(n -> column[n]))
              .mapToInt(Integer::intValue)
              .toArray();
      for (int k = 0; k < accuracies.length; k++) {
        accuracies[k][d] = accuracy(column, order, factors.factor(k), factors.choices(k));
      }
    }
    double sum = 0;
    for (double[] row : accuracies) {
      sum += Factors.gap(row) / accuracies.length;
    }
    return new Sap(sum, accuracies);
  }

  private static double accuracy(double[] column, int[] order, int[] values, int choices) {
    return IntStream.range(0, choices)
        .mapToDouble(value -> best(column, order, values, value))
        .average()
        .orElse(Double.NaN);
  }

  /** The best balanced accuracy of telling {@code value} from the others by a threshold. */
  private static double best(double[] column, int[] order, int[] values, int value) {
    double positives = IntStream.of(values).filter(each -> each == value).count();
    double negatives = values.length - positives;
    if (positives == 0 || negatives == 0) {
      return 0.5;
    }
    double best = 0.5;
    double positivesBelow = 0;
    double negativesBelow = 0;
    for (int i = 0; i < order.length; i++) {
      if (values[order[i]] == value) {
        positivesBelow++;
      } else {
        negativesBelow++;
      }
      if (i + 1 == order.length || column[order[i]] < column[order[i + 1]]) {
        double above = (negativesBelow / negatives + 1 - positivesBelow / positives) / 2;
        best = Math.max(best, Math.max(above, 1 - above));
      }
    }
    return best;
  }
}
