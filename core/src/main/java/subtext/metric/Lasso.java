package subtext.metric;

/**
 * Least squares with the sum of the absolute weights as a penalty (Tibshirani 1996), by coordinate
 * descent: minimises |y - X w|^2 / 2N + penalty |w|_1 for columns of X of mean 0 and variance 1 and
 * y of mean 0.
 *
 * @param weights [D]
 */
@SuppressWarnings("ArrayRecordComponent")
record Lasso(double[] weights) {
  private static final int SWEEPS = 1000;
  private static final double CLOSE = 1e-9;

  /**
   * @param gram X^T X / N [D][D]
   * @param products X^T y / N [D]
   */
  static Lasso fit(double[][] gram, double[] products, double penalty) {
    double[] weights = new double[products.length];
    double moved = Double.POSITIVE_INFINITY;
    for (int sweep = 0; sweep < SWEEPS && moved > CLOSE; sweep++) {
      moved = 0;
      for (int d = 0; d < weights.length; d++) {
        double rest = products[d] + gram[d][d] * weights[d];
        for (int e = 0; e < weights.length; e++) {
          rest -= gram[d][e] * weights[e];
        }
        double shrunk = Math.signum(rest) * Math.max(0, Math.abs(rest) - penalty);
        double next = gram[d][d] == 0 ? 0 : shrunk / gram[d][d];
        moved = Math.max(moved, Math.abs(next - weights[d]));
        weights[d] = next;
      }
    }
    return new Lasso(weights);
  }
}
