package subtext.explain;

import java.util.Arrays;

/**
 * How sure a model is of what it says of a text: the same by several draws of z.
 *
 * @param samples draws
 * @param mean over them
 * @param deviation standard, over them
 * @param low least value
 * @param high greatest value
 * @param agreement share of the draws that agree, in the sense that each explanation says
 */
public record Spread(
    int samples, double mean, double deviation, double low, double high, double agreement) {

  /**
   * @param values of the draws, at least one
   * @param agreeing draws by which the same would have been said
   */
  static Spread of(double[] values, long agreeing) {
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return new Spread(
        values.length,
        mean,
        Math.sqrt(squares / values.length),
        Arrays.stream(values).min().orElse(Double.NaN),
        Arrays.stream(values).max().orElse(Double.NaN),
        (double) agreeing / values.length);
  }
}
