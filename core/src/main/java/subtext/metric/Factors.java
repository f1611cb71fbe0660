package subtext.metric;

/**
 * Vectors beside the factors that made what they stand for. N examples, Z dimensions, K factors.
 *
 * @param vectors [N][Z]
 * @param values [N][K] of each factor, from 0
 */
@SuppressWarnings("ArrayRecordComponent")
public record Factors(float[][] vectors, int[][] values) {
  public Factors {
    if (vectors.length == 0 || vectors.length != values.length) {
      throw new IllegalArgumentException(
          vectors.length + " vectors beside the factors of " + values.length);
    }
  }

  int count() {
    return values[0].length;
  }

  int dimensions() {
    return vectors[0].length;
  }

  /** Dimension {@code d} of all vectors [N]. */
  double[] dimension(int d) {
    double[] column = new double[vectors.length];
    for (int n = 0; n < column.length; n++) {
      column[n] = vectors[n][d];
    }
    return column;
  }

  /** Factor {@code k} of all examples [N]. */
  int[] factor(int k) {
    int[] column = new int[values.length];
    for (int n = 0; n < column.length; n++) {
      column[n] = values[n][k];
    }
    return column;
  }

  /** Values that factor {@code k} may take: the greatest and one. */
  int choices(int k) {
    int most = 0;
    for (int[] row : values) {
      most = Math.max(most, row[k]);
    }
    return most + 1;
  }

  /** The greatest of {@code scores} less the second greatest, or all of it where it is alone. */
  static double gap(double[] scores) {
    double first = Double.NEGATIVE_INFINITY;
    double second = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      if (score > first) {
        second = first;
        first = score;
      } else if (score > second) {
        second = score;
      }
    }
    return scores.length == 1 ? first : first - second;
  }
}
