package subtext.metric;

import java.util.Arrays;

/**
 * Standard errors of figures that are no means: from what the figure is without each example (Efron
 * and Stein 1981).
 */
final class Jackknife {
  private Jackknife() {}

  /**
   * A figure with its standard error, {@code sqrt((n - 1) / n * sum of (without - mean)^2)}; NaN
   * for one example.
   *
   * @param figure of all examples
   * @param without the figure without each of them
   */
  static Interval of(double figure, double[] without) {
    int n = without.length;
    double mean = Arrays.stream(without).sum() / n;
    double squares = Arrays.stream(without).map(v -> (v - mean) * (v - mean)).sum();
    double error = n > 1 ? Math.sqrt(squares * (n - 1) / n) : Double.NaN;
    return new Interval(figure, error, n);
  }
}
