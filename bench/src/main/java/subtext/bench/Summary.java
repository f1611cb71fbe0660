package subtext.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** What several runs gave. */
public record Summary(double median, double min, double max) {

  /** Of what {@code figure} makes of each of {@code runs}, of which there is at least one. */
  public static <T> Summary of(Collection<T> runs, ToDoubleFunction<T> figure) {
    double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Summary(median, sorted[0], Arrays.stream(sorted).max().orElseThrow());
  }
}
