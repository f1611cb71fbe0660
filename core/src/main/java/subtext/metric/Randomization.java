package subtext.metric;

import java.util.Random;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;

/**
 * The paired randomisation test (Fisher 1935; Noreen 1989): whether two systems that were measured
 * on the same examples differ by more than chance. If they did not differ, the two figures of an
 * example could change places.
 */
public final class Randomization {
  private Randomization() {}

  /**
   * The two-sided p-value of the difference of the means, by {@code rounds} draws of which examples
   * change places: (1 + draws with a difference as large) / (1 + rounds).
   *
   * @param a of one system, by example
   * @param b of the other
   */
  public static double test(double[] a, double[] b, int rounds, long seed) {
    if (a.length != b.length || a.length == 0 || rounds < 1) {
      throw new InputException(
          "a paired test needs the same examples on both sides, and a round at least; got %d and %d, and %d"
              .formatted(a.length, b.length, rounds));
    }
    double found = Math.abs(difference(a, b, null));
    Random random = new Random(seed);
    long asLarge = 0;
    for (int round = 0; round < rounds; round++) {
      // Sums in another order differ in their last bits.
      asLarge += Math.abs(difference(a, b, random)) >= found - 1e-12 * a.length ? 1 : 0;
    }
    return (1.0 + asLarge) / (1.0 + rounds);
  }

  /** The sum of the differences, each with the sign that {@code random} draws. */
  private static double difference(double[] a, double[] b, @Nullable Random random) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += random != null && random.nextBoolean() ? b[i] - a[i] : a[i] - b[i];
    }
    return sum;
  }
}
