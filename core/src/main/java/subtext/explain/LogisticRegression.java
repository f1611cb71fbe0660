package subtext.explain;

import java.util.Arrays;

/**
 * log odds = w . x + b, with w and b that minimise the cross entropy of N examples and ridge / 2
 * |w|^2, found by Newton's method. D dimensions.
 *
 * @param weights w [D]
 * @param bias b
 */
@SuppressWarnings("ArrayRecordComponent")
record LogisticRegression(double[] weights, double bias) {
  private static final int STEPS = 100;
  private static final double CLOSE = 1e-10;

  /**
   * @param x [N][D]
   * @param y [N]
   * @param ridge above 0, so that there is one minimum even where classes fall apart
   */
  static LogisticRegression fit(float[][] x, boolean[] y, double ridge) {
    int size = x[0].length + 1; // the bias is the last weight
    double[] theta = new double[size];
    for (int step = 0; step < STEPS; step++) {
      double[] gradient = new double[size];
      double[][] hessian = new double[size][size];
      for (int n = 0; n < x.length; n++) {
        double p = probability(theta, x[n]);
        add(gradient, hessian, x[n], p - (y[n] ? 1 : 0), p * (1 - p));
      }
      for (int d = 0; d < size - 1; d++) {
        gradient[d] += ridge * theta[d];
        hessian[d][d] += ridge;
      }
      hessian[size - 1][size - 1] += CLOSE;
      double[] move = solve(hessian, gradient);
      double moved = 0;
      for (int d = 0; d < size; d++) {
        theta[d] -= move[d];
        moved = Math.max(moved, Math.abs(move[d]));
      }
      if (moved < CLOSE) {
        break;
      }
    }
    double[] weights = Arrays.copyOf(theta, size - 1);
    return new LogisticRegression(weights, theta[size - 1]);
  }

  private static double probability(double[] theta, float[] x) {
    double logOdds = theta[x.length];
    for (int d = 0; d < x.length; d++) {
      logOdds += theta[d] * x[d];
    }
    return 1 / (1 + Math.exp(-logOdds));
  }

  private static void add(
      double[] gradient, double[][] hessian, float[] x, double slope, double curvature) {
    for (int i = 0; i < gradient.length; i++) {
      double xi = i == x.length ? 1 : x[i];
      gradient[i] += slope * xi;
      for (int j = 0; j <= i; j++) {
        double product = curvature * xi * (j == x.length ? 1 : x[j]);
        hessian[i][j] += product;
        hessian[j][i] = hessian[i][j];
      }
    }
  }

  /** The solution of a system that is symmetric and positive definite, by Cholesky's method. */
  private static double[] solve(double[][] matrix, double[] right) {
    int size = right.length;
    double[][] lower = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        lower[i][j] = i == j ? Math.sqrt(sum) : sum / lower[j][j];
      }
    }
    double[] solution = right.clone();
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < i; k++) {
        solution[i] -= lower[i][k] * solution[k];
      }
      solution[i] /= lower[i][i];
    }
    for (int i = size - 1; i >= 0; i--) {
      for (int k = i + 1; k < size; k++) {
        solution[i] -= lower[k][i] * solution[k];
      }
      solution[i] /= lower[i][i];
    }
    return solution;
  }

  double logOdds(float[] x) {
    double sum = bias;
    for (int d = 0; d < x.length; d++) {
      sum += weights[d] * x[d];
    }
    return sum;
  }
}
