package subtext.metric;

import java.util.Arrays;

/**
 * The temperature T that scores are divided by so that their softmax is calibrated (Guo et al.
 * 2017, section 4.2): that of the least cross entropy on examples that training did not see. The
 * cross entropy is convex in 1 / T, so the zero of its derivative is found by bisection. No answer
 * changes by it, only how sure it is.
 *
 * <p>Few examples without a mistake would ask for a T of 0, and answers that are sure of
 * everything. So the right label of each of N examples counts (N + 1) / (N + L), and each other 1 /
 * (N + L): Laplace's rule, as Platt (1999) has it for the examples of each of two labels.
 */
public final class TemperatureScaling {
  private static final double SMALLEST = 0.05;
  private static final double LARGEST = 100;
  private static final int STEPS = 60;

  private TemperatureScaling() {}

  /**
   * T, in [0.05, 100].
   *
   * @param logits [N][L] scores of the labels
   * @param gold [N] the right labels
   */
  public static double fit(double[][] logits, int[] gold) {
    double low = Math.log(SMALLEST);
    double high = Math.log(LARGEST);
    for (int step = 0; step < STEPS; step++) {
      double middle = (low + high) / 2;
      if (slope(logits, gold, Math.exp(-middle)) > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.exp((low + high) / 2);
  }

  /** The derivative of the cross entropy of all examples by {@code inverse} = 1 / T. */
  private static double slope(double[][] logits, int[] gold, double inverse) {
    double n = gold.length;
    double slope = 0;
    for (int i = 0; i < gold.length; i++) {
      double[] logProbabilities = logProbabilities(logits[i], 1 / inverse);
      double expected = 0;
      for (int label = 0; label < logits[i].length; label++) {
        expected += Math.exp(logProbabilities[label]) * logits[i][label];
      }
      double told = n * logits[i][gold[i]] + Arrays.stream(logits[i]).sum();
      slope += expected - told / (n + logits[i].length);
    }
    return slope;
  }

  /** log softmax of {@code logits} over {@code temperature}. */
  public static double[] logProbabilities(double[] logits, double temperature) {
    double largest = Arrays.stream(logits).max().orElse(0);
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp((logit - largest) / temperature);
    }
    double all = Math.log(sum);
    return Arrays.stream(logits).map(logit -> (logit - largest) / temperature - all).toArray();
  }
}
