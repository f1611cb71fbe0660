package subtext.latent;

import java.util.Arrays;
import subtext.tensor.DType;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

/**
 * log p(z) of many z under a mixture of K diagonal normal distributions: a fitted {@link Mixture},
 * or the aggregate posterior q(z) = 1/N sum over x of q(z|x), which is one too.
 *
 * <p>A component's log density is linear in (z^2, z), so that all of them are one matrix product:
 * {@code log w + log N(z; m, v) = z^2 . (-1 / 2v) + z . (m / v) + c} with {@code c = log w - 1/2
 * sum (m^2 / v + log v + log 2 pi)}. Its terms cancel where v is small, hence float64. N draws of z
 * take [n, K] numbers at a time, never [N, K, Z]. Immutable.
 */
public final class MixtureDensity {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  /** Scores held at once: 32 MiB. */
  private static final long SCORES = 1L << 22;

  private final int dimensions;
  private final double[] slopes_KF;
  private final double[] offsets_K;

  private MixtureDensity(int dimensions, double[] slopes_KF, double[] offsets_K) {
    this.dimensions = dimensions;
    this.slopes_KF = slopes_KF;
    this.offsets_K = offsets_K;
  }

  /** The density of {@code mixture}. */
  public static MixtureDensity of(Mixture mixture) {
    MixtureDensity density = empty(mixture.components(), mixture.dimensions());
    for (int k = 0; k < mixture.components(); k++) {
      density.offsets_K[k] = mixture.logWeights()[k];
      for (int d = 0; d < density.dimensions; d++) {
        density.put(k, d, mixture.means()[k][d], Math.log(mixture.variances()[k][d]));
      }
    }
    return density;
  }

  /**
   * The aggregate posterior of N sentences.
   *
   * @param means [N * Z] row by row
   * @param logVariances [N * Z] row by row
   */
  public static MixtureDensity aggregate(float[] means, float[] logVariances, int dimensions) {
    int n = means.length / dimensions;
    MixtureDensity density = empty(n, dimensions);
    Arrays.fill(density.offsets_K, -Math.log(n));
    for (int k = 0; k < n; k++) {
      for (int d = 0; d < dimensions; d++) {
        int at = k * dimensions + d;
        density.put(k, d, means[at], logVariances[at]);
      }
    }
    return density;
  }

  private static MixtureDensity empty(int components, int dimensions) {
    return new MixtureDensity(
        dimensions, new double[components * 2 * dimensions], new double[components]);
  }

  private void put(int k, int d, double mean, double logVariance) {
    double precision = Math.exp(-logVariance);
    slopes_KF[k * 2 * dimensions + d] = -precision / 2;
    slopes_KF[(k * 2 + 1) * dimensions + d] = mean * precision;
    offsets_K[k] -= (mean * mean * precision + logVariance + LOG_TWO_PI) / 2;
  }

  /** log p(z) of each row of {@code z_BZ}, in nats. */
  public double[] logDensity(Tensor z_BZ) {
    int rows = Math.toIntExact(z_BZ.size(0));
    int chunk = Math.clamp(SCORES / offsets_K.length, 1, Math.max(1, rows));
    double[] nats = new double[rows];
    try (Scope scope = Scope.open()) {
      Tensor slopes_KF = Tensor.of(this.slopes_KF, offsets_K.length, 2L * dimensions);
      Tensor offsets_K = Tensor.of(this.offsets_K, this.offsets_K.length);
      Tensor slopes = slopes_KF.to(z_BZ.device());
      Tensor offsets = offsets_K.to(z_BZ.device());
      for (int at = 0; at < rows; at += chunk) {
        int count = Math.min(chunk, rows - at);
        System.arraycopy(
            logDensity(z_BZ.narrow(0, at, count), slopes, offsets), 0, nats, at, count);
      }
    }
    return nats;
  }

  private static double[] logDensity(Tensor z_nZ, Tensor slopes_KF, Tensor offsets_K) {
    try (Scope scope = Scope.open()) {
      Tensor z = z_nZ.to(DType.F64);
      return Tensor.cat(1, z.square(), z).linear(slopes_KF, offsets_K).logSumExp(1).toDoubles();
    }
  }
}
