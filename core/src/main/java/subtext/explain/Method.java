package subtext.explain;

import subtext.config.Allowed;

/**
 * How words are attributed, and how often z is drawn.
 *
 * @param baseline of the integrated gradients
 * @param tolerance of the integral's error, as a share of the change from the baseline
 * @param samples draws of z
 * @param seed of them
 */
public record Method(Baseline baseline, double tolerance, int samples, long seed) {
  public static final Method DEFAULT = new Method(Baseline.ZERO, 0.01, 100, 1);

  /** This with another baseline. */
  public Method with(Baseline other) {
    return new Method(other, tolerance, samples, seed);
  }

  public Method {
    Allowed.between("tolerance", tolerance, 1e-6, 1);
    Allowed.between("samples", samples, 1, 10_000);
  }
}
