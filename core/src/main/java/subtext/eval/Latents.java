package subtext.eval;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import subtext.latent.Densities;
import subtext.latent.MixtureDensity;
import subtext.latent.Posterior;
import subtext.latent.PosteriorFamily;
import subtext.model.Vae;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

/**
 * The posteriors of N sentences and one draw of z from each, on the heap. N sentences, Z latent, P
 * statistics.
 *
 * @param family that the posteriors are of
 * @param dimensions Z
 * @param locations [N * Z] row by row: the vectors that stand for the sentences
 * @param statistics [N * P]
 * @param draws [N * Z]
 */
@SuppressWarnings("ArrayRecordComponent")
record Latents(
    PosteriorFamily family, int dimensions, float[] locations, float[] statistics, float[] draws) {
  /** Room for {@code sentences}. */
  static Latents of(int sentences, Vae vae) {
    int size = Math.multiplyExact(sentences, vae.latent());
    PosteriorFamily family = vae.posteriors();
    return new Latents(
        family,
        vae.latent(),
        new float[size],
        new float[Math.multiplyExact(sentences, family.statistics())],
        new float[size]);
  }

  int size() {
    return locations.length / dimensions;
  }

  /** Puts the rows of a batch from {@code place} on. */
  void put(int place, Posterior q, Tensor z_BZ) {
    copy(q.location_BZ(), locations, place);
    copy(q.statistics_BP(), statistics, place);
    copy(z_BZ, draws, place);
  }

  /** Adds what other processes have found. */
  void complete(Shares shares) {
    int sentences = size();
    shares.complete(locations, sentences);
    shares.complete(statistics, sentences);
    shares.complete(draws, sentences);
  }

  private static void copy(Tensor rows_BN, float[] target, int place) {
    float[] rows = rows_BN.toFloats();
    System.arraycopy(rows, 0, target, place * Math.toIntExact(rows_BN.size(1)), rows.length);
  }

  /**
   * The rows {@code places} of {@code values}, which is {@link #locations} or {@link #draws}, where
   * and in the type in which {@code parameters} are.
   */
  Tensor rows_BZ(float[] values, int[] places, Parameters parameters) {
    float[] rows = new float[places.length * dimensions];
    for (int b = 0; b < places.length; b++) {
      System.arraycopy(values, places[b] * dimensions, rows, b * dimensions, dimensions);
    }
    Tensor rows_BZ = Tensor.of(rows, places.length, dimensions);
    return rows_BZ.to(parameters.type()).to(parameters.device());
  }

  /**
   * The mutual information of x and z under q, in nats: the mean of E_q[log q(z|x)] minus the mean
   * of log q(z) at one draw of z a sentence, with q(z) the mean of q(z|x') over the sentences. At
   * most log N, but for the noise of the draws (Hoffman and Johnson 2016). Null for a family whose
   * densities cannot be had.
   */
  @Nullable Double mutualInformation(Device device) {
    return mutualInformation(device, size());
  }

  /** The same among {@code group} neighbours at a time, averaged. */
  @Nullable Double mutualInformation(Device device, int group) {
    double sum = 0;
    for (int from = 0; from < size(); from += group) {
      int to = Math.min(size(), from + group);
      try (Scope scope = Scope.open()) {
        Posterior posteriors = family.of(matrix(statistics, from, to).to(device));
        Densities densities = posteriors.densities();
        Tensor negativeEntropy_N = posteriors.expectedLogDensity_B();
        if (densities == null || negativeEntropy_N == null) {
          return null;
        }
        Tensor z_NZ = matrix(draws, from, to).to(device);
        Tensor logDensity_N = MixtureDensity.even(densities, to - from, z_NZ).logDensity_B(z_NZ);
        sum += negativeEntropy_N.sum().item() - logDensity_N.sum().item();
      }
    }
    return sum / size();
  }

  /** Rows {@code from} to {@code to}, in float64. */
  private Tensor matrix(float[] values, int from, int to) {
    int columns = values.length / size();
    float[] rows = Arrays.copyOfRange(values, from * columns, to * columns);
    return Tensor.of(rows, to - from, columns).to(DType.F64);
  }

  /**
   * Dimensions whose posterior mean has a variance (with N - 1) of 0.01 or more (Burda et al.
   * 2016).
   */
  int activeUnits() {
    return (int) Arrays.stream(meanVariances()).filter(ActiveUnits::isActive).count();
  }

  /** The variance (with N - 1) of each dimension of the posterior mean [Z]; NaN for N = 1. */
  double[] meanVariances() {
    return IntStream.range(0, dimensions).mapToDouble(this::meanVariance).toArray();
  }

  private double meanVariance(int dimension) {
    double mean = 0;
    for (int at = dimension; at < locations.length; at += dimensions) {
      mean += locations[at] / size();
    }
    double squares = 0;
    for (int at = dimension; at < locations.length; at += dimensions) {
      squares += (locations[at] - mean) * (locations[at] - mean);
    }
    return squares / (size() - 1);
  }
}
