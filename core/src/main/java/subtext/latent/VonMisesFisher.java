package subtext.latent;

import subtext.tensor.DType;
import subtext.tensor.Noise;
import subtext.tensor.Tensor;

/**
 * Von Mises-Fisher distributions of one concentration on the unit sphere, one a row, with densities
 * over its surface (Xu and Durrett 2018). B batch, Z latent.
 *
 * @param direction_BZ of length 1
 * @param concentration kappa, above 0
 */
public record VonMisesFisher(Tensor direction_BZ, double concentration) implements Posterior {
  @Override
  public Tensor location_BZ() {
    return direction_BZ;
  }

  /** The directions. */
  @Override
  public Tensor statistics_BP() {
    return direction_BZ;
  }

  /**
   * z = w mu + sqrt(1 - w^2) v: w, the cosine to the direction, by the rejection method of Wood
   * (1994), v a random direction at right angles to it.
   */
  @Override
  public Draw draw(Noise noise, long salt, long[] examples) {
    int dimensions = dimensions();
    // Its own noise: the direction below is drawn by the same keys, and must know nothing of w.
    Noise ofCosines = noise.apart(1);
    double[] cosines = new double[examples.length];
    for (int b = 0; b < cosines.length; b++) {
      cosines[b] = cosine(ofCosines, salt, examples[b]);
    }
    Tensor cosine_B1 = Tensor.of(cosines, cosines.length, 1).to(direction_BZ);
    Tensor sine_B1 = cosine_B1.square().neg().add(1).clampMin(0).sqrt();
    Tensor random_BZ =
        noise.normal(Noise.Stream.POSTERIOR, salt, examples, dimensions, direction_BZ);
    Tensor along_B1 = random_BZ.mul(direction_BZ).sum(1).unsqueeze(1);
    Tensor across_BZ = unit(random_BZ.sub(direction_BZ.mul(along_B1)));
    Tensor z_BZ = direction_BZ.mul(cosine_B1).add(across_BZ.mul(sine_B1));
    return new Draw(z_BZ, () -> logDensity_B(z_BZ));
  }

  /** log q(z|x) of {@code z_BZ}, row by row [B]. */
  Tensor logDensity_B(Tensor z_BZ) {
    return direction_BZ
        .mul(z_BZ)
        .sum(1)
        .mul(concentration)
        .add(Sphere.logNormalizer(dimensions(), concentration));
  }

  @Override
  public Densities densities() {
    Tensor scaled_KZ = direction_BZ.to(DType.F64).mul(concentration);
    double peak = Sphere.logNormalizer(dimensions(), concentration);
    return z_NZ -> z_NZ.to(DType.F64).linear(scaled_KZ, null).add(peak);
  }

  @Override
  public Tensor expectedLogDensity_B() {
    double nats =
        concentration * Sphere.meanCosine(dimensions(), concentration)
            + Sphere.logNormalizer(dimensions(), concentration);
    return Tensor.full(nats, direction_BZ.dtype(), direction_BZ.device(), direction_BZ.size(0));
  }

  /** The same for every direction, so that training cannot make it small. */
  Tensor klToUniform_B() {
    return expectedLogDensity_B().add(Sphere.logSurface(dimensions()));
  }

  /** {@code rows_BZ} at length 1. */
  static Tensor unit(Tensor rows_BZ) {
    Tensor length_B1 = rows_BZ.square().sum(1).clampMin(1e-20).sqrt().unsqueeze(1);
    return rows_BZ.div(length_B1);
  }

  private int dimensions() {
    return Math.toIntExact(direction_BZ.size(1));
  }

  /** The cosine of a draw to its direction. */
  private double cosine(Noise noise, long salt, long example) {
    double spread = dimensions() - 1;
    double b =
        spread
            / (2 * concentration + Math.sqrt(4 * concentration * concentration + spread * spread));
    double x = (1 - b) / (1 + b);
    double c = concentration * x + spread * Math.log1p(-x * x);
    float[] normal = new float[dimensions()];
    for (long trial = Noise.mix(salt); ; trial++) {
      noise.normal(Noise.Stream.POSTERIOR, trial, example, normal, 0, normal.length);
      double w = beta(normal);
      w = (1 - (1 + b) * w) / (1 - (1 - b) * w);
      double uniform = noise.uniform(Noise.Stream.POSTERIOR, trial, example, normal.length + 1);
      if (concentration * w + spread * Math.log1p(-x * w) - c >= Math.log(uniform)) {
        return w;
      }
    }
  }

  /**
   * A draw of the symmetric beta distribution of (m - 1) / 2: half of 1 and the first coordinate of
   * a uniform point on the sphere, which {@code normal} [m] points at.
   */
  private static double beta(float[] normal) {
    double squares = 0;
    for (float each : normal) {
      squares += (double) each * each;
    }
    return (1 + normal[0] / Math.sqrt(squares)) / 2;
  }
}
