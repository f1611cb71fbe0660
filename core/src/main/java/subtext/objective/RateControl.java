package subtext.objective;

/**
 * Holds the KL at a target rate by moving its weight: gradient ascent on the Lagrange multiplier of
 * the constraint KL = rate (Rezende and Viola 2018), on a logarithmic scale. Immutable; each step
 * gives the next.
 *
 * @param weight of the KL in the loss
 * @param averageKl running mean of the KL, nats a sentence; not a number before the first step
 */
public record RateControl(double weight, double averageKl) {
  /** Share of a new batch in the running mean. */
  private static final double NEW = 0.05;

  /** How far the logarithm of the weight moves in a step when the KL is off by its own size. */
  private static final double GAIN = 0.01;

  private static final double SMALLEST = 1e-4;
  private static final double LARGEST = 10;

  /** Before the first step, with weight {@code weight}. */
  public static RateControl start(double weight) {
    return new RateControl(weight, Double.NaN);
  }

  /** After a step whose batch had the mean KL {@code kl}, towards {@code rate}. */
  public RateControl next(double kl, double rate) {
    double average = Double.isNaN(averageKl) ? kl : (1 - NEW) * averageKl + NEW * kl;
    double error = Math.clamp((average - rate) / rate, -1, 1);
    double moved = Math.clamp(weight * Math.exp(GAIN * error), SMALLEST, LARGEST);
    return new RateControl(moved, average);
  }
}
