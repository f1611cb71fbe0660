package subtext.metric;

import java.util.Arrays;

/**
 * MIG (Chen et al. 2018): for each factor, how much more the dimension knows of it that knows most
 * than the one that knows second most, as a share of the factor's entropy; averaged over the
 * factors. Dimensions are put into 20 bins of equal width, as in Locatello et al. (2019).
 *
 * @param gap in [0, 1]
 * @param information [K][Z] mutual information in nats
 * @param entropies [K] of the factors, in nats
 */
@SuppressWarnings("ArrayRecordComponent")
public record MutualInformationGap(double gap, double[][] information, double[] entropies) {
  private static final int BINS = 20;

  /** Factors that never change are left out of the average; NaN where all of them are. */
  public static MutualInformationGap of(Factors factors) {
    int[][] binned = new int[factors.dimensions()][];
    for (int d = 0; d < binned.length; d++) {
      binned[d] = binned(factors.dimension(d));
    }
    double[][] information = new double[factors.count()][binned.length];
    double[] entropies = new double[factors.count()];
    double sum = 0;
    int changing = 0;
    for (int k = 0; k < entropies.length; k++) {
      int[] values = factors.factor(k);
      entropies[k] = entropy(counts(values, factors.choices(k)));
      for (int d = 0; d < binned.length; d++) {
        information[k][d] = information(values, factors.choices(k), binned[d]);
      }
      if (entropies[k] > 0) {
        sum += Factors.gap(information[k]) / entropies[k];
        changing++;
      }
    }
    return new MutualInformationGap(
        changing == 0 ? Double.NaN : sum / changing, information, entropies);
  }

  private static int[] binned(double[] column) {
    double least = Arrays.stream(column).min().orElse(0);
    double width = (Arrays.stream(column).max().orElse(0) - least) / BINS;
    return Arrays.stream(column)
        .mapToInt(value -> width == 0 ? 0 : Math.min(BINS - 1, (int) ((value - least) / width)))
        .toArray();
  }

  /** H(v) + H(b) - H(v, b). */
  private static double information(int[] values, int choices, int[] bins) {
    int[] joint = new int[values.length];
    Arrays.setAll(joint, n -> values[n] * BINS + bins[n]);
    return entropy(counts(values, choices))
        + entropy(counts(bins, BINS))
        - entropy(counts(joint, choices * BINS));
  }

  private static long[] counts(int[] values, int choices) {
    long[] counts = new long[choices];
    for (int value : values) {
      counts[value]++;
    }
    return counts;
  }

  private static double entropy(long[] counts) {
    double all = Arrays.stream(counts).sum();
    return Arrays.stream(counts)
        .filter(count -> count > 0)
        .mapToDouble(count -> -count / all * Math.log(count / all))
        .sum();
  }
}
