package subtext.latent;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import subtext.tensor.DType;
import subtext.tensor.Noise;
import subtext.tensor.TensorData;

/**
 * A mixture of diagonal normal distributions over z, fitted to the aggregate posterior after
 * training: what sentences are drawn from, because a posterior that says much leaves holes in the
 * standard normal.
 *
 * @param logWeights [K]
 * @param means [K][Z]
 * @param variances [K][Z]
 */
@SuppressWarnings("ArrayRecordComponent")
public record Mixture(double[] logWeights, double[][] means, double[][] variances) {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  public Mixture {
    int k = logWeights.length;
    if (k == 0 || means.length != k || variances.length != k) {
      throw new IllegalArgumentException(
          "mixture: %d weights, %d means, %d variances; as many of each are needed, at least one"
              .formatted(k, means.length, variances.length));
    }
    for (int i = 0; i < k; i++) {
      if (means[i].length != means[0].length || variances[i].length != means[0].length) {
        throw new IllegalArgumentException(
            "mixture: component %d has other dimensions than component 0".formatted(i));
      }
      for (double variance : variances[i]) {
        if (!(variance > 0)) {
          throw new IllegalArgumentException(
              "mixture: variance %s of component %d; allowed: above 0".formatted(variance, i));
        }
      }
    }
  }

  public int components() {
    return logWeights.length;
  }

  public int dimensions() {
    return means[0].length;
  }

  /**
   * What of log p(z, k) does not depend on z.
   *
   * @param logs [K] of each component at its mean
   * @param precisions [K][Z] 1 / variance
   */
  record Peaks(double[] logs, double[][] precisions) {}

  Peaks peaks() {
    double[] logs = logWeights.clone();
    double[][] precisions = new double[components()][];
    for (int k = 0; k < logs.length; k++) {
      for (double variance : variances[k]) {
        logs[k] -= (Math.log(variance) + LOG_TWO_PI) / 2;
      }
      precisions[k] = Arrays.stream(variances[k]).map(variance -> 1 / variance).toArray();
    }
    return new Peaks(logs, precisions);
  }

  /** log p(z, k) of each component k, given {@link #peaks}. */
  double[] logJoint(float[] z, Peaks peaks) {
    double[] joint = new double[components()];
    for (int k = 0; k < joint.length; k++) {
      double[] mean = means[k];
      double[] precision = peaks.precisions[k];
      double sum = 0;
      for (int d = 0; d < z.length; d++) {
        double off = z[d] - mean[d];
        sum += off * off * precision[d];
      }
      joint[k] = peaks.logs[k] - sum / 2;
    }
    return joint;
  }

  /** log p(z), in nats. */
  public double logDensity(float[] z) {
    return logSumExp(logJoint(z, peaks()));
  }

  /** Draws of z, row n keyed by {@code first + n}. */
  public float[][] sample(Noise noise, long first, int count) {
    float[][] draws = new float[count][dimensions()];
    for (int n = 0; n < count; n++) {
      double left = noise.uniform(Noise.Stream.PRIOR, 1, first + n, 0);
      int k = 0;
      while (k < components() - 1 && (left -= Math.exp(logWeights[k])) > 0) {
        k++;
      }
      noise.normal(Noise.Stream.PRIOR, 0, first + n, draws[n], 0, dimensions());
      for (int d = 0; d < dimensions(); d++) {
        draws[n][d] = (float) (means[k][d] + Math.sqrt(variances[k][d]) * draws[n][d]);
      }
    }
    return draws;
  }

  static double logSumExp(double[] values) {
    double largest = Arrays.stream(values).max().orElseThrow();
    return largest + Math.log(Arrays.stream(values).map(value -> Math.exp(value - largest)).sum());
  }

  /** This with every standard deviation multiplied by {@code factor}. */
  public Mixture spread(double factor) {
    double[][] scaled = new double[components()][];
    for (int k = 0; k < scaled.length; k++) {
      scaled[k] = Arrays.stream(variances[k]).map(v -> v * factor * factor).toArray();
    }
    return new Mixture(logWeights, means, scaled);
  }

  /**
   * As tensors {@code prior.logWeights}, {@code prior.means} and {@code prior.variances}, float32.
   */
  public Map<String, TensorData> toData() {
    int k = components();
    int z = dimensions();
    return Map.of(
        "prior.logWeights", data(new double[][] {logWeights}, k),
        "prior.means", data(means, k, z),
        "prior.variances", data(variances, k, z));
  }

  /**
   * From what {@link #toData} gave; null where there is none.
   *
   * @throws IllegalArgumentException if it is of another type or shape, or no number
   */
  public static @Nullable Mixture fromData(Map<String, TensorData> data) {
    TensorData logWeights = data.get("prior.logWeights");
    TensorData means = data.get("prior.means");
    TensorData variances = data.get("prior.variances");
    if (logWeights == null || means == null || variances == null) {
      return null;
    }
    demand("prior.logWeights", logWeights, 1);
    demand("prior.means", means, 2);
    demand("prior.variances", variances, 2);
    return new Mixture(rows(logWeights, 1)[0], rows(means), rows(variances));
  }

  private static void demand(String name, TensorData data, int dimensions) {
    if (data.dtype() != DType.F32
        || data.shape().length != dimensions
        || Arrays.stream(data.shape()).anyMatch(size -> size == 0)) {
      throw new IllegalArgumentException(
          "%s is %s of shape %s, and must be F32 of %d dimensions, none of them 0"
              .formatted(name, data.dtype(), Arrays.toString(data.shape()), dimensions));
    }
    for (double value : rows(data, 1)[0]) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("%s holds %s".formatted(name, value));
      }
    }
  }

  private static TensorData data(double[][] rows, long... shape) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(TensorData.elements(shape) * 4))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (double[] row : rows) {
      for (double value : row) {
        bytes.putFloat((float) value);
      }
    }
    return new TensorData(DType.F32, shape, bytes.flip());
  }

  private static double[][] rows(TensorData data) {
    return rows(data, Math.toIntExact(data.shape()[0]));
  }

  private static double[][] rows(TensorData data, int count) {
    FloatBuffer floats = data.bytes().duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    double[][] rows = new double[count][floats.remaining() / count];
    for (double[] row : rows) {
      for (int d = 0; d < row.length; d++) {
        row[d] = floats.get();
      }
    }
    return rows;
  }
}
