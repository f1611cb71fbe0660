package subtext.latent;

/** Geometry and special functions of the unit sphere in R^m. */
final class Sphere {
  private Sphere() {}

  /** log of the sphere's surface: 2 pi^(m/2) / Gamma(m/2). */
  static double logSurface(int m) {
    return Math.log(2) + m / 2.0 * Math.log(Math.PI) - logGammaOfHalf(m);
  }

  /** log C_m(kappa), the log density of a von Mises-Fisher distribution at 90 degrees. */
  static double logNormalizer(int m, double kappa) {
    return (m / 2.0 - 1) * Math.log(kappa)
        - m / 2.0 * Math.log(2 * Math.PI)
        - logBessel(m / 2.0 - 1, m, kappa);
  }

  /** The mean cosine of a draw to the direction: I_(m/2)(kappa) / I_(m/2-1)(kappa). */
  static double meanCosine(int m, double kappa) {
    return Math.exp(logBessel(m / 2.0, m + 2, kappa) - logBessel(m / 2.0 - 1, m, kappa));
  }

  /**
   * log I_order(x), the modified Bessel function of the first kind, by its power series, whose
   * terms are all positive: sum over k of (x/2)^(2k + order) / (k! Gamma(k + order + 1)).
   *
   * @param twice 2 (order + 1), a whole number
   */
  private static double logBessel(double order, int twice, double x) {
    double logHalf = Math.log(x / 2);
    double logTerm = order * logHalf - logGammaOfHalf(twice);
    double sum = logTerm;
    for (int k = 1; ; k++) {
      logTerm += 2 * logHalf - Math.log(k) - Math.log(k + order);
      double larger = Math.max(sum, logTerm);
      sum = larger + Math.log1p(Math.exp(-Math.abs(sum - logTerm)));
      if (k > x / 2 && logTerm < sum - 40) {
        return sum;
      }
    }
  }

  /** log Gamma(n / 2) for n of 1 and more. */
  static double logGammaOfHalf(int n) {
    double log = n % 2 == 0 ? 0 : Math.log(Math.PI) / 2;
    for (double at = n % 2 == 0 ? 1 : 0.5; at < n / 2.0; at++) {
      log += Math.log(at);
    }
    return log;
  }
}
