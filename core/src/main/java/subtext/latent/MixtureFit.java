package subtext.latent;

import java.util.Arrays;
import java.util.stream.IntStream;
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
  /** The mixture for {@code draws} [N][Z]; at least one draw is needed. */
  public Mixture fit(float[][] draws, long seed) {
    int k = Math.max(1, Math.min(components, draws.length / 10));
    int z = draws[0].length;
    double[][] means = spread(draws, k, new Noise(seed, 0));
    double[][] variances = new double[k][];
    Arrays.setAll(variances, i -> variance(draws, z));
    double[] logWeights = new double[k];
    Arrays.fill(logWeights, -Math.log(k));
    Mixture mixture = new Mixture(logWeights, means, variances);
    for (int i = 0; i < iterations; i++) {
      mixture = improve(mixture, draws);
    }
    return mixture;
  }

  private double[] variance(float[][] draws, int z) {
    double[] mean = new double[z];
    double[] square = new double[z];
    for (float[] draw : draws) {
      for (int d = 0; d < z; d++) {
        mean[d] += draw[d] / draws.length;
        square[d] += (double) draw[d] * draw[d] / draws.length;
      }
    }
    double[] variance = new double[z];
    Arrays.setAll(variance, d -> Math.max(smallestVariance, square[d] - mean[d] * mean[d]));
    return variance;
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

  private Mixture improve(Mixture mixture, float[][] draws) {
    int k = mixture.components();
    int z = mixture.dimensions();
    // Responsibilities row by row in parallel; the sums after them in the order of the rows, so
    // that a seed gives one result.
    double[][] share_NK =
        IntStream.range(0, draws.length)
            .parallel()
            .mapToObj(n -> responsibilities(mixture, draws[n]))
            .toArray(double[][]::new);
    double[] weight = new double[k];
    double[][] mean = new double[k][z];
    double[][] square = new double[k][z];
    IntStream.range(0, k)
        .parallel()
        .forEach(
            i -> {
              for (int n = 0; n < draws.length; n++) {
                double share = share_NK[n][i];
                if (share > 1e-8) {
                  weight[i] += share;
                  for (int d = 0; d < z; d++) {
                    mean[i][d] += share * draws[n][d];
                    square[i][d] += share * draws[n][d] * draws[n][d];
                  }
                }
              }
            });
    double[] logWeights = new double[k];
    for (int i = 0; i < k; i++) {
      logWeights[i] = Math.log(Math.max(weight[i], 1e-6) / draws.length);
      for (int d = 0; d < z; d++) {
        mean[i][d] = weight[i] < 1e-6 ? mixture.means()[i][d] : mean[i][d] / weight[i];
        double variance =
            weight[i] < 1e-6
                ? mixture.variances()[i][d]
                : square[i][d] / weight[i] - mean[i][d] * mean[i][d];
        square[i][d] = Math.max(smallestVariance, variance);
      }
    }
    double total = Mixture.logSumExp(logWeights);
    Arrays.setAll(logWeights, i -> logWeights[i] - total);
    return new Mixture(logWeights, mean, square);
  }

  private static double[] responsibilities(Mixture mixture, float[] draw) {
    double[] joint = mixture.logJoint(draw);
    double total = Mixture.logSumExp(joint);
    for (int i = 0; i < joint.length; i++) {
      joint[i] = Math.exp(joint[i] - total);
    }
    return joint;
  }
}
