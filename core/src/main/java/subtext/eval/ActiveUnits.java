package subtext.eval;

/** Which latent dimensions a model uses (Burda et al. 2016). N sentences. */
public final class ActiveUnits {
  /** Variance of the posterior mean from which a dimension counts as active. */
  public static final double LEAST_VARIANCE = 0.01;

  private ActiveUnits() {}

  /** Whether a dimension is active whose posterior mean has this variance over sentences. */
  public static boolean isActive(double variance) {
    return variance >= LEAST_VARIANCE;
  }

  /** The variance (with N - 1) of each dimension of {@code means} [N][Z]; NaN for N = 1. */
  public static double[] variances(float[][] means) {
    double[] variances = new double[means[0].length];
    for (int d = 0; d < variances.length; d++) {
      double mean = 0;
      for (float[] row : means) {
        mean += row[d] / means.length;
      }
      double squares = 0;
      for (float[] row : means) {
        squares += (row[d] - mean) * (row[d] - mean);
      }
      variances[d] = squares / (means.length - 1);
    }
    return variances;
  }
}
