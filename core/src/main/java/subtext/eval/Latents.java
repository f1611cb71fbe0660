package subtext.eval;

import java.util.Arrays;
import java.util.stream.IntStream;
import subtext.latent.DiagonalGaussian;
import subtext.latent.MixtureDensity;
import subtext.tensor.Device;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

/**
 * The posteriors of N sentences and one draw of z from each, on the heap. N sentences, Z latent.
 *
 * @param dimensions Z
 * @param means [N * Z] row by row
 * @param logVariances [N * Z]
 * @param draws [N * Z]
 */
@SuppressWarnings("ArrayRecordComponent")
record Latents(int dimensions, float[] means, float[] logVariances, float[] draws) {
  private static final double ACTIVE = 0.01;
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  /** Room for {@code sentences}. */
  static Latents of(int sentences, int dimensions) {
    int size = Math.multiplyExact(sentences, dimensions);
    return new Latents(dimensions, new float[size], new float[size], new float[size]);
  }

  int size() {
    return means.length / dimensions;
  }

  /** Puts the rows of a batch from {@code place} on. */
  void put(int place, DiagonalGaussian q, Tensor z_BZ) {
    copy(q.mu_BZ(), means, place);
    copy(q.logVariance_BZ(), logVariances, place);
    copy(z_BZ, draws, place);
  }

  private void copy(Tensor rows_BZ, float[] target, int place) {
    float[] rows = rows_BZ.toFloats();
    System.arraycopy(rows, 0, target, place * dimensions, rows.length);
  }

  /**
   * The rows {@code places} of {@code values}, which is {@link #means} or {@link #draws}, where and
   * in the type in which {@code parameters} are.
   */
  Tensor rows_BZ(float[] values, int[] places, Parameters parameters) {
    float[] rows = new float[places.length * dimensions];
    for (int b = 0; b < places.length; b++) {
      System.arraycopy(values, places[b] * dimensions, rows, b * dimensions, dimensions);
    }
    Tensor rows_BZ = Tensor.of(rows, places.length, dimensions);
    return rows_BZ.to(parameters.type()).to(parameters.device());
  }

  private Latents part(int from, int to) {
    int first = from * dimensions;
    int end = to * dimensions;
    return new Latents(
        dimensions,
        Arrays.copyOfRange(means, first, end),
        Arrays.copyOfRange(logVariances, first, end),
        Arrays.copyOfRange(draws, first, end));
  }

  /** E_q[log q(z|x)] of the sentence at {@code place}, in closed form. */
  double expectedLogDensity(int place) {
    double sum = 0;
    for (int d = 0; d < dimensions; d++) {
      sum += logVariances[place * dimensions + d] + LOG_TWO_PI + 1;
    }
    return -sum / 2;
  }

  /**
   * The mutual information of x and z under q, in nats: the mean of E_q[log q(z|x)] minus the mean
   * of log q(z) at one draw of z a sentence, with q(z) the mean of q(z|x') over the sentences. At
   * most log N, but for the noise of the draws (Hoffman and Johnson 2016).
   */
  double mutualInformation(Device device) {
    double[] aggregate;
    try (Scope scope = Scope.open()) {
      Tensor z_NZ = Tensor.of(draws, size(), dimensions).to(device);
      aggregate = MixtureDensity.aggregate(means, logVariances, dimensions).logDensity(z_NZ);
    }
    double sum = 0;
    for (int n = 0; n < size(); n++) {
      sum += expectedLogDensity(n) - aggregate[n];
    }
    return sum / size();
  }

  /** As {@link #mutualInformation(Device)}, among {@code group} neighbours at a time, averaged. */
  double mutualInformation(Device device, int group) {
    double sum = 0;
    for (int from = 0; from < size(); from += group) {
      int to = Math.min(size(), from + group);
      sum += part(from, to).mutualInformation(device) * (to - from);
    }
    return sum / size();
  }

  /**
   * Dimensions whose posterior mean has a variance (with N - 1) of 0.01 or more (Burda et al.
   * 2016).
   */
  int activeUnits() {
    return (int) Arrays.stream(meanVariances()).filter(variance -> variance >= ACTIVE).count();
  }

  /** The variance (with N - 1) of each dimension of the posterior mean [Z]; NaN for N = 1. */
  double[] meanVariances() {
    return IntStream.range(0, dimensions).mapToDouble(this::meanVariance).toArray();
  }

  private double meanVariance(int dimension) {
    double mean = 0;
    for (int at = dimension; at < means.length; at += dimensions) {
      mean += means[at] / size();
    }
    double squares = 0;
    for (int at = dimension; at < means.length; at += dimensions) {
      squares += (means[at] - mean) * (means[at] - mean);
    }
    return squares / (size() - 1);
  }
}
