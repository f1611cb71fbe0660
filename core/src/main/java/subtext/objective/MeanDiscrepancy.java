package subtext.objective;

import subtext.tensor.DType;
import subtext.tensor.Tensor;

/**
 * The squared maximum mean discrepancy of two sets of points (Gretton et al. 2012) with the inverse
 * multiquadratic kernel k(x, y) = c / (c + |x - y|^2), c = 2 Z, at seven scales (Tolstikhin et al.
 * 2018). N points, Z dimensions.
 */
public final class MeanDiscrepancy {
  private static final double[] SCALES = {0.1, 0.2, 0.5, 1, 2, 5, 10};

  private MeanDiscrepancy() {}

  /**
   * An unbiased estimate, a scalar that may fall below 0; 0 for sets of one point.
   *
   * @param first_NZ as many points as {@code second_NZ}
   */
  public static Tensor between(Tensor first_NZ, Tensor second_NZ) {
    if (first_NZ.size(0) < 2) {
      return first_NZ.sum().mul(0);
    }
    // Small differences of large sums: in float64, whatever precision products have.
    Tensor first = first_NZ.to(DType.F64);
    Tensor second = second_NZ.to(DType.F64);
    Tensor within = others(first).add(others(second));
    return within.sub(kernel(first, second).mean().mul(2)).to(first_NZ);
  }

  /** The mean kernel of different points of a set. */
  private static Tensor others(Tensor points_NZ) {
    double n = points_NZ.size(0);
    // A point's kernel with itself is 1 at each scale.
    return kernel(points_NZ, points_NZ).sum().add(-n * SCALES.length).mul(1 / (n * (n - 1)));
  }

  /** The sum over the scales [N, N]. */
  private static Tensor kernel(Tensor first_NZ, Tensor second_NZ) {
    Tensor square_N1 = first_NZ.square().sum(1).unsqueeze(1);
    Tensor square_1N = second_NZ.square().sum(1).unsqueeze(0);
    Tensor product_NN = first_NZ.matmul(second_NZ.transpose(0, 1));
    Tensor distance_NN = square_N1.add(square_1N).sub(product_NN.mul(2)).clampMin(0);
    double c = 2.0 * first_NZ.size(1);
    Tensor sum_NN = distance_NN.mul(0);
    for (double scale : SCALES) {
      sum_NN = sum_NN.add(reciprocal(distance_NN.add(c * scale)).mul(c * scale));
    }
    return sum_NN;
  }

  private static Tensor reciprocal(Tensor positive) {
    return positive.log().neg().exp();
  }
}
