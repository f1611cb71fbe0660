package subtext.config;

import subtext.error.InputException;

/**
 * Ranges of a configuration record's numbers, for its compact constructor. The message starts with
 * the component's name, by which {@link Binder} finds the line to blame. NaN is in no range.
 */
public final class Allowed {
  private Allowed() {}

  /** Demands {@code least <= value <= most}. */
  public static void between(String name, double value, double least, double most) {
    demand(value >= least && value <= most, name, value, text(least) + " to " + text(most));
  }

  /** Demands {@code least <= value <= most}. */
  public static void between(String name, long value, long least, long most) {
    demand(value >= least && value <= most, name, value, least + " to " + most);
  }

  /** Demands {@code value >= least}. */
  public static void atLeast(String name, long value, long least) {
    demand(value >= least, name, value, least + " or more");
  }

  /** Demands {@code value >= least}. */
  public static void atLeast(String name, double value, double least) {
    demand(
        value >= least && value < Double.POSITIVE_INFINITY, name, value, text(least) + " or more");
  }

  /** Demands {@code value > bound}. */
  public static void above(String name, double value, double bound) {
    demand(value > bound && value < Double.POSITIVE_INFINITY, name, value, "above " + text(bound));
  }

  /** Demands a share that leaves something: {@code 0 <= value < 1}. */
  public static void share(String name, double value) {
    demand(value >= 0 && value < 1, name, value, "at least 0, below 1");
  }

  /** Demands {@code holds}; {@code range} ends the message. */
  public static void demand(boolean holds, String name, Object value, String range) {
    if (!holds) {
      throw new InputException(
          "%s: %s is out of range; allowed: %s"
              .formatted(name, value instanceof Double d ? text(d) : value, range));
    }
  }

  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
