package subtext.eval;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The directions in which vectors differ most (Pearson 1901), found by Jacobi's rotations of their
 * covariance.
 *
 * @param mean [D] of the vectors
 * @param directions [K][D] orthonormal, the one of the greatest variance first
 * @param variances [K] along them
 * @param total variance along all D directions
 */
@SuppressWarnings("ArrayRecordComponent")
public record PrincipalComponents(
    double[] mean, double[][] directions, double[] variances, double total) {
  private static final int SWEEPS = 60;
  private static final double SMALL = 1e-12;

  /** The first {@code count} components of {@code vectors} [N][D], N and D at least 1. */
  public static PrincipalComponents of(float[][] vectors, int count) {
    int dimensions = vectors[0].length;
    double[] mean = mean(vectors, dimensions);
    double[][] covariance = covariance(vectors, mean);
    double[][] rotation = identity(dimensions);
    for (int sweep = 0; sweep < SWEEPS && offDiagonal(covariance) > SMALL; sweep++) {
      for (int p = 0; p < dimensions; p++) {
        for (int q = p + 1; q < dimensions; q++) {
          rotate(covariance, rotation, p, q);
        }
      }
    }
    Integer[] order = new Integer[dimensions];
    Arrays.setAll(order, d -> d);
    Arrays.sort(order, (a, b) -> Double.compare(covariance[b][b], covariance[a][a]));
    int kept = Math.min(count, dimensions);
    double[][] directions = new double[kept][dimensions];
    double[] variances = new double[kept];
    for (int k = 0; k < kept; k++) {
      variances[k] = covariance[order[k]][order[k]];
      for (int d = 0; d < dimensions; d++) {
        directions[k][d] = rotation[d][order[k]];
      }
    }
    double total = IntStream.range(0, dimensions).mapToDouble(d -> covariance[d][d]).sum();
    return new PrincipalComponents(mean, directions, variances, total);
  }

  /** Coordinates [K] of {@code vector}. */
  public double[] project(float[] vector) {
    double[] coordinates = new double[directions.length];
    for (int k = 0; k < coordinates.length; k++) {
      for (int d = 0; d < vector.length; d++) {
        coordinates[k] += directions[k][d] * (vector[d] - mean[d]);
      }
    }
    return coordinates;
  }

  /** What part of the vectors' variance these directions show, in [0, 1]. */
  public double share() {
    return total > 0 ? Arrays.stream(variances).sum() / total : 1;
  }

  private static double[] mean(float[][] vectors, int dimensions) {
    double[] mean = new double[dimensions];
    for (float[] vector : vectors) {
      for (int d = 0; d < dimensions; d++) {
        mean[d] += vector[d] / vectors.length;
      }
    }
    return mean;
  }

  private static double[][] covariance(float[][] vectors, double[] mean) {
    double[][] covariance = new double[mean.length][mean.length];
    for (float[] vector : vectors) {
      for (int i = 0; i < mean.length; i++) {
        for (int j = 0; j < mean.length; j++) {
          covariance[i][j] += (vector[i] - mean[i]) * (vector[j] - mean[j]) / vectors.length;
        }
      }
    }
    return covariance;
  }

  private static double[][] identity(int size) {
    double[][] identity = new double[size][size];
    for (int i = 0; i < size; i++) {
      identity[i][i] = 1;
    }
    return identity;
  }

  private static double offDiagonal(double[][] matrix) {
    double sum = 0;
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < i; j++) {
        sum += matrix[i][j] * matrix[i][j];
      }
    }
    return sum;
  }

  /** Turns the plane of axes p and q so that {@code matrix[p][q]} vanishes. */
  private static void rotate(double[][] matrix, double[][] rotation, int p, int q) {
    if (Math.abs(matrix[p][q]) < 1e-300) {
      return;
    }
    double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
    double tangent = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double cosine = 1 / Math.sqrt(tangent * tangent + 1);
    double sine = tangent * cosine;
    for (int i = 0; i < matrix.length; i++) {
      double ip = matrix[i][p];
      matrix[i][p] = cosine * ip - sine * matrix[i][q];
      matrix[i][q] = sine * ip + cosine * matrix[i][q];
    }
    for (int i = 0; i < matrix.length; i++) {
      double pi = matrix[p][i];
      matrix[p][i] = cosine * pi - sine * matrix[q][i];
      matrix[q][i] = sine * pi + cosine * matrix[q][i];
      double ri = rotation[i][p];
      rotation[i][p] = cosine * ri - sine * rotation[i][q];
      rotation[i][q] = sine * ri + cosine * rotation[i][q];
    }
  }
}
