package subtext.serve;

import subtext.latent.Mixture;
import subtext.latent.MixtureFit;

/** Which of a handful of normal distributions each vector belongs to. K distributions. */
final class Clusters {
  private static final int MOST = 8;
  private static final int ITERATIONS = 15;
  private static final double SMALLEST_VARIANCE = 1e-3;

  private Clusters() {}

  /** Numbers of the distributions, from 1, that {@code means} most probably belong to [N]. */
  static int[] of(float[][] means, long seed) {
    int count = Math.min(MOST, means.length);
    Mixture mixture = new MixtureFit(count, ITERATIONS, SMALLEST_VARIANCE).fit(means, seed);
    int[] clusters = new int[means.length];
    for (int n = 0; n < means.length; n++) {
      double best = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < mixture.components(); k++) {
        double density = logDensity(mixture, k, means[n]);
        if (density > best) {
          best = density;
          clusters[n] = k + 1;
        }
      }
    }
    return clusters;
  }

  /** Up to a constant. */
  private static double logDensity(Mixture mixture, int k, float[] z) {
    double sum = mixture.logWeights()[k];
    for (int d = 0; d < z.length; d++) {
      double variance = mixture.variances()[k][d];
      double distance = z[d] - mixture.means()[k][d];
      sum -= 0.5 * (distance * distance / variance + Math.log(variance));
    }
    return sum;
  }
}
