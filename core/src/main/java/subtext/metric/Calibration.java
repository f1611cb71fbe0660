package subtext.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import subtext.error.InputException;

/**
 * How well the probabilities of answers agree with how often they are right, in bins of equal width
 * (Guo et al. 2017).
 *
 * @param bins from the least sure to the surest, the empty ones too
 */
public record Calibration(List<Bin> bins) {
  /** Bins of the published figures. */
  public static final int BINS = 15;

  /**
   * Answers with probabilities in (from, to].
   *
   * @param confidence their mean probability; NaN where there are none
   * @param accuracy share of them that is right; NaN where there are none
   */
  public record Bin(double from, double to, long count, double confidence, double accuracy) {
    /** By how much the sums of probabilities and of right answers differ. */
    private double gap() {
      return count == 0 ? 0 : count * (accuracy - confidence);
    }
  }

  public Calibration {
    bins = List.copyOf(bins);
  }

  /**
   * Sorts answers into {@link #BINS} bins.
   *
   * @param confidence probability of each answer, in [0, 1]
   * @param right whether it is right; at least one answer
   */
  public static Calibration of(double[] confidence, boolean[] right) {
    if (confidence.length != right.length || right.length == 0) {
      throw new InputException(
          "Probabilities and answers must be of the same examples, at least one: got %d and %d"
              .formatted(confidence.length, right.length));
    }
    long[] counts = new long[BINS];
    double[] sums = new double[BINS];
    long[] hits = new long[BINS];
    for (int i = 0; i < right.length; i++) {
      int bin = bin(confidence[i]);
      counts[bin]++;
      sums[bin] += confidence[i];
      hits[bin] += right[i] ? 1 : 0;
    }
    List<Bin> bins = new ArrayList<>();
    for (int b = 0; b < BINS; b++) {
      bins.add(
          new Bin(
              (double) b / BINS,
              (b + 1.0) / BINS,
              counts[b],
              counts[b] == 0 ? Double.NaN : sums[b] / counts[b],
              counts[b] == 0 ? Double.NaN : (double) hits[b] / counts[b]));
    }
    return new Calibration(bins);
  }

  private static int bin(double confidence) {
    return Math.clamp((long) Math.ceil(confidence * BINS) - 1, 0, BINS - 1);
  }

  /** The expected calibration error in [0, 1]: |accuracy - confidence|, averaged over answers. */
  public double error() {
    long answers = bins.stream().mapToLong(Bin::count).sum();
    return bins.stream().mapToDouble(bin -> Math.abs(bin.gap())).sum() / answers;
  }

  /**
   * {@link #error} with its standard error, by leaving out each answer in turn.
   *
   * @param confidence and right as of {@link #of}
   */
  public static Interval error(double[] confidence, boolean[] right) {
    Calibration all = of(confidence, right);
    double total = all.bins.stream().mapToDouble(bin -> Math.abs(bin.gap())).sum();
    double[] without =
        IntStream.range(0, right.length)
            .mapToDouble(
                i -> {
                  double gap = all.bins.get(bin(confidence[i])).gap();
                  double rest = gap - ((right[i] ? 1 : 0) - confidence[i]);
                  return (total - Math.abs(gap) + Math.abs(rest)) / (right.length - 1);
                })
            .toArray();
    return Jackknife.of(all.error(), without);
  }
}
