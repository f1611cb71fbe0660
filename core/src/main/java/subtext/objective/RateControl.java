package subtext.objective;

/**
 * Holds the KL at a target rate by moving its weight: gradient ascent on the Lagrange multiplier of
 * the constraint KL = rate (Rezende and Viola 2018), on a logarithmic scale. Immutable; each step
 * gives the next.
 *
 * @param weight of the KL in the loss
 * @param averageKl running mean of the KL, nats a sentence
 */
public record RateControl(double weight, double averageKl) {
  /** Share of a new batch in the running mean. */
  private static final double NEW = 0.02;

  /** How far the logarithm of the weight moves in a step when the KL is off by the rate itself. */
  private static final double GAIN = 0.02;

  private static final double SMALLEST = 1e-3;
  private static final double LARGEST = 1;

  /** Before the first step towards {@code rate}. */
  public static RateControl start(double rate) {
    return new RateControl(0.1, rate);
  }

  /** After a step whose batch had the mean KL {@code kl}, towards {@code rate}. */
  public RateControl next(double kl, double rate) {
    double average = (1 - NEW) * averageKl + NEW * kl;
    double error = Math.clamp((average - rate) / rate, -1, 1);
    return new RateControl(Math.clamp(weight * Math.exp(GAIN * error), SMALLEST, LARGEST), average);
  }
}
