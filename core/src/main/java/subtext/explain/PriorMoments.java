package subtext.explain;

import java.util.Arrays;
import subtext.latent.Prior;
import subtext.latent.StandardNormal;
import subtext.tensor.Noise;
import subtext.use.Model;

/**
 * Mean and standard deviation of p(z) in each dimension: those of {@code N(0, I)}, or of draws from
 * other priors.
 *
 * @param means [Z]
 * @param deviations [Z]
 */
@SuppressWarnings("ArrayRecordComponent")
record PriorMoments(double[] means, double[] deviations) {
  private static final int DRAWS = 10_000;

  static PriorMoments of(Model model, long seed) {
    Prior prior = model.vae("explain").prior();
    int latent = model.network().latent();
    double[] means = new double[latent];
    double[] deviations = new double[latent];
    if (prior instanceof StandardNormal) {
      Arrays.fill(deviations, 1);
      return new PriorMoments(means, deviations);
    }
    float[][] draws = model.use(() -> prior.sample(new Noise(seed, 0), 0, DRAWS));
    for (int d = 0; d < latent; d++) {
      double squares = 0;
      for (float[] z : draws) {
        means[d] += z[d] / DRAWS;
        squares += (double) z[d] * z[d] / DRAWS;
      }
      deviations[d] = Math.sqrt(Math.max(0, squares - means[d] * means[d]));
    }
    return new PriorMoments(means, deviations);
  }
}
