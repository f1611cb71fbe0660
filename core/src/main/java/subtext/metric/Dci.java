package subtext.metric;

import java.util.Arrays;

/**
 * DCI (Eastwood and Williams 2018), from how much each dimension matters to telling each factor.
 *
 * @param disentanglement whether a dimension matters to one factor only: 1 minus the entropy, in
 *     units of log K, of its shares; the mean over the dimensions, weighed by how much they matter
 * @param completeness whether a factor needs one dimension only: likewise in units of log Z; the
 *     mean over the factors
 * @param informativeness how often the factors are told right, on examples that nothing was fitted
 *     to; the mean over the factors. Not known from importances alone: NaN
 * @param importance [Z][K]
 */
@SuppressWarnings("ArrayRecordComponent")
public record Dci(
    double disentanglement, double completeness, double informativeness, double[][] importance) {
  private static final double PENALTY = 0.01;

  /** Every fifth example is one that is measured. */
  private static final int FIFTH = 5;

  /** From importances [Z][K], none below 0. */
  public static Dci of(double[][] importance) {
    int factors = importance[0].length;
    double all = Arrays.stream(importance).flatMapToDouble(Arrays::stream).sum();
    double disentanglement = 0;
    for (double[] row : importance) {
      disentanglement += all == 0 ? 0 : Arrays.stream(row).sum() / all * purity(row);
    }
    double completeness = 0;
    for (int k = 0; k < factors; k++) {
      int factor = k;
      double[] column = Arrays.stream(importance).mapToDouble(row -> row[factor]).toArray();
      completeness += purity(column) / factors;
    }
    return new Dci(disentanglement, completeness, Double.NaN, importance);
  }

  /** 1 for all in one place, 0 for the same everywhere, or for nothing anywhere. */
  private static double purity(double[] shares) {
    double sum = Arrays.stream(shares).sum();
    if (sum == 0 || shares.length == 1) {
      return sum == 0 ? 0 : 1;
    }
    double entropy =
        Arrays.stream(shares)
            .filter(share -> share > 0)
            .map(share -> -share / sum * Math.log(share / sum))
            .sum();
    return 1 - entropy / Math.log(shares.length);
  }

  /**
   * Importances are the absolute weights of lassos with the penalty 0.01, one for each value of a
   * factor, from dimensions of variance 1; summed over the values. A factor is told by the greatest
   * of them.
   */
  public static Dci of(Factors factors) {
    Scaled scaled = Scaled.of(factors);
    double[][] importance = new double[factors.dimensions()][factors.count()];
    double right = 0;
    for (int k = 0; k < factors.count(); k++) {
      int[] values = factors.factor(k);
      Linear[] telling = new Linear[factors.choices(k)];
      for (int value = 0; value < telling.length; value++) {
        telling[value] = scaled.telling(values, value);
        for (int d = 0; d < importance.length; d++) {
          importance[d][k] += Math.abs(telling[value].weights[d]);
        }
      }
      right += scaled.accuracy(telling, values) / factors.count();
    }
    Dci found = of(importance);
    return new Dci(found.disentanglement, found.completeness, right, importance);
  }

  /** A score of one value of a factor. */
  private record Linear(double[] weights, double mean) {
    double score(double[] x) {
      double sum = mean;
      for (int d = 0; d < x.length; d++) {
        sum += weights[d] * x[d];
      }
      return sum;
    }
  }

  /**
   * The vectors at mean 0 and variance 1 over those that are fitted to.
   *
   * @param x [N][Z]
   * @param gram of those that are fitted to [Z][Z]
   */
  private record Scaled(double[][] x, double[][] gram) {
    static Scaled of(Factors factors) {
      int size = factors.dimensions();
      double[][] x = new double[factors.vectors().length][size];
      for (int d = 0; d < size; d++) {
        double[] column = factors.dimension(d);
        double mean = meanFitted(column);
        double variance =
            meanFitted(Arrays.stream(column).map(v -> (v - mean) * (v - mean)).toArray());
        for (int n = 0; n < x.length; n++) {
          x[n][d] = variance == 0 ? 0 : (column[n] - mean) / Math.sqrt(variance);
        }
      }
      double[][] gram = new double[size][size];
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          gram[i][j] = meanProduct(x, i, column(x, j));
        }
      }
      return new Scaled(x, gram);
    }

    private static double[] column(double[][] x, int d) {
      return Arrays.stream(x).mapToDouble(row -> row[d]).toArray();
    }

    private static double meanProduct(double[][] x, int d, double[] other) {
      double[] product = new double[x.length];
      Arrays.setAll(product, n -> x[n][d] * other[n]);
      return meanFitted(product);
    }

    private static double meanFitted(double[] values) {
      double sum = 0;
      long count = 0;
      for (int n = 0; n < values.length; n++) {
        if (n % FIFTH != 0) {
          sum += values[n];
          count++;
        }
      }
      return sum / count;
    }

    Linear telling(int[] values, int value) {
      double[] is = Arrays.stream(values).mapToDouble(each -> each == value ? 1 : 0).toArray();
      double mean = meanFitted(is);
      double[] centred = Arrays.stream(is).map(each -> each - mean).toArray();
      double[] products = new double[gram.length];
      Arrays.setAll(products, d -> meanProduct(x, d, centred));
      return new Linear(Lasso.fit(gram, products, PENALTY).weights(), mean);
    }

    double accuracy(Linear[] telling, int[] values) {
      long right = 0;
      long count = 0;
      for (int n = 0; n < x.length; n += FIFTH) {
        int best = 0;
        for (int value = 1; value < telling.length; value++) {
          best = telling[value].score(x[n]) > telling[best].score(x[n]) ? value : best;
        }
        right += best == values[n] ? 1 : 0;
        count++;
      }
      return (double) right / count;
    }
  }
}
