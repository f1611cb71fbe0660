package subtext.decoder;

import subtext.config.Allowed;

/**
 * Bounds on what is written, in tokens without start and end.
 *
 * @param least before this many the end is not chosen
 * @param most after this many writing stops
 */
public record Lengths(int least, int most) {
  /** The greatest bound that may be asked for. */
  public static final int LONGEST = 100_000;

  public static final Lengths DEFAULT = new Lengths(1, 200);

  /** Up to {@code most} tokens, or the greatest bound. */
  public static Lengths upTo(int most) {
    return new Lengths(1, Math.min(most, LONGEST));
  }

  public Lengths {
    Allowed.atLeast("least", least, 0);
    Allowed.between("most", most, Math.max(1, least), LONGEST);
  }
}
