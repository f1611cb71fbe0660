package subtext.metric;

import java.util.Arrays;
import java.util.Locale;
import subtext.error.InputException;

/**
 * A mean with its standard error, {@code s / sqrt(n)} where {@code s} is the sample standard
 * deviation (with n - 1). With one observation the standard error is NaN: it cannot be known.
 *
 * @param mean of the observations, in their unit
 * @param standardError of the mean, in the same unit
 * @param count of observations, at least 1
 */
public record Interval(double mean, double standardError, long count) {

  /** Half the width of a 95 % interval of a normal distribution, in standard errors. */
  private static final double NORMAL_95 = 1.959963984540054;

  public Interval {
    if (count < 1) {
      throw new InputException("count = " + count + ": a mean needs at least 1 observation");
    }
  }

  /** Mean and standard error of independent observations, in two passes. */
  public static Interval of(double[] values) {
    double mean = Arrays.stream(values).sum() / values.length;
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double variance = values.length > 1 ? squares / (values.length - 1) : Double.NaN;
    return new Interval(mean, Math.sqrt(variance / values.length), values.length);
  }

  /**
   * Mean and standard error of {@code a[i] - b[i]}, for two systems measured on the same examples.
   * What makes an example hard for both cancels, so that this is narrower than the two intervals
   * taken apart.
   */
  public static Interval pairedDifference(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new InputException(
          "A paired difference needs the same examples on both sides, got %d and %d"
              .formatted(a.length, b.length));
    }
    double[] differences = new double[a.length];
    Arrays.setAll(differences, i -> a[i] - b[i]);
    return of(differences);
  }

  /** Lower end of the 95 % interval, by the normal approximation. */
  public double low() {
    return mean - NORMAL_95 * standardError;
  }

  /** Upper end of the 95 % interval, by the normal approximation. */
  public double high() {
    return mean + NORMAL_95 * standardError;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.4g ± %.2g", mean, standardError);
  }
}
