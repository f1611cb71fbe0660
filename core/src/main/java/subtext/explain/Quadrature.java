package subtext.explain;

/**
 * Gauss-Legendre quadrature on [0, 1]: with n nodes exact for polynomials of degree 2n - 1.
 *
 * @param nodes [n] ascending
 * @param weights [n] with the sum 1
 */
@SuppressWarnings("ArrayRecordComponent")
record Quadrature(double[] nodes, double[] weights) {
  private static final double CLOSE = 1e-15;

  /** With {@code count} nodes: the roots of the Legendre polynomial, by Newton's method. */
  static Quadrature of(int count) {
    double[] nodes = new double[count];
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      double x = -Math.cos(Math.PI * (i + 0.75) / (count + 0.5));
      double[] valueAndSlope = legendre(count, x);
      for (int turn = 0; turn < 100 && Math.abs(valueAndSlope[0]) > CLOSE; turn++) {
        x -= valueAndSlope[0] / valueAndSlope[1];
        valueAndSlope = legendre(count, x);
      }
      nodes[i] = (x + 1) / 2;
      weights[i] = 1 / ((1 - x * x) * valueAndSlope[1] * valueAndSlope[1]);
    }
    return new Quadrature(nodes, weights);
  }

  /** The Legendre polynomial of {@code degree} at {@code x} in (-1, 1), and its derivative. */
  private static double[] legendre(int degree, double x) {
    double before = 1;
    double value = x;
    for (int n = 2; n <= degree; n++) {
      double next = ((2 * n - 1) * x * value - (n - 1) * before) / n;
      before = value;
      value = next;
    }
    return new double[] {value, degree * (x * value - before) / (x * x - 1)};
  }
}
