package subtext.latent;

import java.util.Arrays;
import java.util.stream.IntStream;
import subtext.config.Allowed;
import subtext.tensor.Noise;

/**
 * Fits a {@link Mixture} to draws from the aggregate posterior by expectation maximisation
 * (Dempster et al. 1977), started at points spread as k-means++ does (Arthur and Vassilvitskii
 * 2007).
 *
 * @param components of the mixture; fewer where there are fewer than ten draws for each
 * @param iterations of expectation and maximisation
 * @param smallestVariance of any dimension of any component
 */
public record MixtureFit(int components, int iterations, double smallestVariance) {
  /** What a component weighs, in draws, that no draw belongs to. */
  private static final double SMALLEST_WEIGHT = 1e-6;

  /** The share of a draw in a component that its moments do without: most draws have no more. */
  private static final double NEGLIGIBLE = 1e-12;

  public MixtureFit {
    Allowed.atLeast("components", components, 1);
    Allowed.atLeast("iterations", iterations, 0);
    Allowed.above("smallestVariance", smallestVariance, 0);
  }

  /** The mixture for {@code draws} [N][Z]; at least one draw is needed. */
  public Mixture fit(float[][] draws, long seed) {
    int k = Math.max(1, Math.min(components, draws.length / 10));
    double[] logWeights = new double[k];
    Arrays.fill(logWeights, -Math.log(k));
    double[] equal_N = new double[draws.length];
    Arrays.fill(equal_N, 1);
    double[] mean = mean(draws, equal_N, draws.length);
    double[][] variances = new double[k][];
    Arrays.fill(variances, variance(draws, equal_N, draws.length, mean));
    Mixture mixture = new Mixture(logWeights, spread(draws, k, new Noise(seed, 0)), variances);
    for (int i = 0; i < iterations; i++) {
      mixture = improve(mixture, draws);
    }
    return mixture;
  }

  /**
   * Each next centre is a draw chosen with a probability in proportion to its squared distance from
   * those before.
   */
  private static double[][] spread(float[][] draws, int k, Noise noise) {
    double[][] centres = new double[k][];
    double[] nearest = new double[draws.length];
    Arrays.fill(nearest, Double.MAX_VALUE);
    int chosen = (int) (noise.uniform(Noise.Stream.INITIAL, 0, 0, 0) * draws.length);
    for (int i = 0; i < k; i++) {
      double[] centre = new double[draws[chosen].length];
      for (int d = 0; d < centre.length; d++) {
        centre[d] = draws[chosen][d];
      }
      centres[i] = centre;
      Arrays.setAll(nearest, n -> Math.min(nearest[n], distance(draws[n], centre)));
      double left = noise.uniform(Noise.Stream.INITIAL, 0, i + 1, 0) * Arrays.stream(nearest).sum();
      chosen = 0;
      while (chosen < draws.length - 1 && (left -= nearest[chosen]) > 0) {
        chosen++;
      }
    }
    return centres;
  }

  private static double distance(float[] draw, double[] centre) {
    double sum = 0;
    for (int d = 0; d < centre.length; d++) {
      double off = draw[d] - centre[d];
      sum += off * off;
    }
    return sum;
  }

  /** One expectation and one maximisation: the log-likelihood of {@code draws} never falls. */
  private Mixture improve(Mixture mixture, float[][] draws) {
    Mixture.Peaks peaks = mixture.peaks();
    // In parallel by draws, then by components; every sum is taken by one thread in the order of
    // the draws, so that a seed gives one result.
    double[][] share_NK =
        IntStream.range(0, draws.length)
            .parallel()
            .mapToObj(n -> responsibilities(mixture.logJoint(draws[n], peaks)))
            .toArray(double[][]::new);
    int k = mixture.components();
    double[] logWeights = new double[k];
    double[][] means = new double[k][];
    double[][] variances = new double[k][];
    IntStream.range(0, k)
        .parallel()
        .forEach(
            i -> {
              double[] share_N =
                  Arrays.stream(share_NK).mapToDouble(share_K -> share_K[i]).toArray();
              double weight = Arrays.stream(share_N).sum();
              // A component that no draw belongs to stays where it is.
              boolean empty = weight < SMALLEST_WEIGHT;
              logWeights[i] = Math.log(Math.max(weight, SMALLEST_WEIGHT) / draws.length);
              means[i] = empty ? mixture.means()[i] : mean(draws, share_N, weight);
              variances[i] =
                  empty ? mixture.variances()[i] : variance(draws, share_N, weight, means[i]);
            });
    double total = Mixture.logSumExp(logWeights);
    Arrays.setAll(logWeights, i -> logWeights[i] - total);
    return new Mixture(logWeights, means, variances);
  }

  private static double[] mean(float[][] draws, double[] share_N, double weight) {
    double[] mean = new double[draws[0].length];
    for (int n = 0; n < draws.length; n++) {
      if (share_N[n] > NEGLIGIBLE) {
        for (int d = 0; d < mean.length; d++) {
          mean[d] += share_N[n] / weight * draws[n][d];
        }
      }
    }
    return mean;
  }

  /** About {@code mean}, at least the smallest allowed. */
  private double[] variance(float[][] draws, double[] share_N, double weight, double[] mean) {
    double[] variance = new double[mean.length];
    for (int n = 0; n < draws.length; n++) {
      if (share_N[n] > NEGLIGIBLE) {
        for (int d = 0; d < mean.length; d++) {
          double off = draws[n][d] - mean[d];
          variance[d] += share_N[n] / weight * off * off;
        }
      }
    }
    Arrays.setAll(variance, d -> Math.max(smallestVariance, variance[d]));
    return variance;
  }

  /** p(k|z) of each component, from log p(z, k). */
  private static double[] responsibilities(double[] joint) {
    double total = Mixture.logSumExp(joint);
    Arrays.setAll(joint, k -> Math.exp(joint[k] - total));
    return joint;
  }
}
