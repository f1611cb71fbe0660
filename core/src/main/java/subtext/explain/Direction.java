package subtext.explain;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;
import subtext.metric.RocArea;
import subtext.tensor.Noise;

/**
 * Where an attribute lies in a latent space: the difference of the means of the sentences that have
 * it and those that have not (White 2016), and how well a linear probe tells them apart.
 */
@SuppressWarnings("ArrayRecordComponent")
record Direction(
    Attribute attribute,
    int[] with,
    int[] without,
    float[] difference,
    ExplainAttribute.Probe probe) {
  /** Sentences of each kind, at least. */
  private static final int LEAST = 10;

  /** Share of the sentences that the probe is measured on. */
  private static final double HELD_OUT = 0.2;

  private static final double RIDGE = 1;

  /**
   * @throws InputException if too few sentences have the attribute, or have it not
   */
  static Direction of(Attribute attribute, Reference reference, long seed) {
    @Nullable Boolean[] has =
        reference.sentences().stream().map(attribute::of).toArray(Boolean[]::new);
    int[] with = places(has, true);
    int[] without = places(has, false);
    if (!areEnough(with, without)) {
      throw new InputException(
          "attribute %s: %d sentences have it and %d have it not; %d of each are needed"
              .formatted(attribute.name(), with.length, without.length, LEAST));
    }
    float[] difference = new float[reference.dimensions()];
    double[] present = mean(with, reference);
    double[] absent = mean(without, reference);
    for (int d = 0; d < difference.length; d++) {
      difference[d] = (float) (present[d] - absent[d]);
    }
    return new Direction(attribute, with, without, difference, probe(has, reference, seed));
  }

  private static boolean areEnough(int[] with, int[] without) {
    return Math.min(with.length, without.length) >= LEAST;
  }

  /** Whether enough sentences have {@code attribute}, and have it not. */
  static boolean isFound(Attribute attribute, Reference reference) {
    @Nullable Boolean[] has =
        reference.sentences().stream().map(attribute::of).toArray(Boolean[]::new);
    return areEnough(places(has, true), places(has, false));
  }

  private static int[] places(@Nullable Boolean[] has, boolean wanted) {
    return IntStream.range(0, has.length).filter(n -> has[n] != null && has[n] == wanted).toArray();
  }

  private static double[] mean(int[] places, Reference reference) {
    double[] mean = new double[reference.dimensions()];
    for (int place : places) {
      for (int d = 0; d < mean.length; d++) {
        mean[d] += reference.means()[place][d] / places.length;
      }
    }
    return mean;
  }

  private static ExplainAttribute.Probe probe(
      @Nullable Boolean[] has, Reference reference, long seed) {
    Noise noise = new Noise(seed, 0);
    List<Integer> known =
        IntStream.range(0, has.length).filter(n -> has[n] != null).boxed().toList();
    int[] held = split(known, noise, true);
    int[] fitted = split(known, noise, false);
    LogisticRegression regression =
        LogisticRegression.fit(rows(fitted, reference), truths(fitted, has), RIDGE);
    boolean[] truths = truths(held, has);
    float[][] rows = rows(held, reference);
    double[] scores = new double[held.length];
    int right = 0;
    int positive = 0;
    for (int n = 0; n < held.length; n++) {
      scores[n] = regression.logOdds(rows[n]);
      right += scores[n] > 0 == truths[n] ? 1 : 0;
      positive += truths[n] ? 1 : 0;
    }
    return new ExplainAttribute.Probe(
        (double) right / held.length,
        (double) Math.max(positive, held.length - positive) / held.length,
        RocArea.of(scores, truths),
        fitted.length,
        held.length);
  }

  private static int[] split(List<Integer> places, Noise noise, boolean held) {
    return places.stream()
        .filter(n -> noise.uniform(Noise.Stream.ORDER, 1, n, 0) < HELD_OUT == held)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static float[][] rows(int[] places, Reference reference) {
    return IntStream.of(places).mapToObj(n -> reference.means()[n]).toArray(float[][]::new);
  }

  private static boolean[] truths(int[] places, @Nullable Boolean[] has) {
    boolean[] truths = new boolean[places.length];
    for (int n = 0; n < truths.length; n++) {
      truths[n] = Boolean.TRUE.equals(has[places[n]]);
    }
    return truths;
  }

  /** The direction at length 1 [Z]; zeros where the means are the same. */
  float[] unit() {
    double length = length();
    float[] unit = new float[difference.length];
    for (int d = 0; d < unit.length; d++) {
      unit[d] = length == 0 ? 0 : (float) (difference[d] / length);
    }
    return unit;
  }

  /** How far the means are apart. */
  double length() {
    double squares = 0;
    for (float each : difference) {
      squares += (double) each * each;
    }
    return Math.sqrt(squares);
  }
}
