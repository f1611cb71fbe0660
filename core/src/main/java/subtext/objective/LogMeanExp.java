package subtext.objective;

import java.util.Arrays;

/**
 * {@code log(1/k sum over k of exp(w))} of each of B examples, over logarithms w that come a few at
 * a time; neither overflows nor underflows. With importance weights w = log p(x, z) - log q(z|x) it
 * is the bound of Burda et al. (2016), equation 8.
 */
public final class LogMeanExp {
  private final double[] sum_B;
  private long count;

  /** The value of {@code examples} examples, before any logarithm has come. */
  public LogMeanExp(int examples) {
    sum_B = new double[examples];
    Arrays.fill(sum_B, Double.NEGATIVE_INFINITY);
  }

  /** Takes S more logarithms of each example: [B * S], those of an example side by side. */
  public void add(double[] logarithms_BS) {
    int more = logarithms_BS.length / sum_B.length;
    for (int i = 0; i < logarithms_BS.length; i++) {
      sum_B[i / more] = logAddExp(sum_B[i / more], logarithms_BS[i]);
    }
    count += more;
  }

  /** [B], over all that have come; at least one must have. */
  public double[] value_B() {
    return Arrays.stream(sum_B).map(sum -> sum - Math.log((double) count)).toArray();
  }

  private static double logAddExp(double a, double b) {
    double larger = Math.max(a, b);
    return larger == Double.NEGATIVE_INFINITY
        ? larger
        : larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
  }
}
