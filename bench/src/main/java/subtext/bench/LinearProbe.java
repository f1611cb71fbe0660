package subtext.bench;

import java.util.Arrays;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

/**
 * What a linear layer can read of vectors that stay as they are: multinomial logistic regression on
 * standardised features, with a penalty of {@code penalty / 2} times the squares of its weights,
 * the constants aside, beside the mean cross entropy. The objective is convex; accelerated gradient
 * descent finds its minimum (Nesterov 1983; Beck and Teboulle 2009; restarts as in O'Donoghue and
 * Candes 2015). N examples, D features, E = D + 1, L labels.
 */
@SuppressWarnings("ArrayRecordComponent")
record LinearProbe(Scaling scaling, float[] weights_EL, int labels) {
  private static final int STEPS = 1_000;
  private static final double FLAT = 1e-5;
  private static final int POWER_STEPS = 30;
  private static final double MARGIN = 1.1;

  /** Features less their mean, over their standard deviation in training; a constant one is 0. */
  record Scaling(double[] mean_D, double[] deviation_D) {
    static Scaling of(float[][] features_ND) {
      int dimensions = features_ND[0].length;
      double[] mean_D = new double[dimensions];
      double[] deviation_D = new double[dimensions];
      for (int d = 0; d < dimensions; d++) {
        for (float[] features_D : features_ND) {
          mean_D[d] += features_D[d] / features_ND.length;
        }
        for (float[] features_D : features_ND) {
          deviation_D[d] += Math.pow(features_D[d] - mean_D[d], 2) / features_ND.length;
        }
        deviation_D[d] = Math.sqrt(deviation_D[d]);
      }
      return new Scaling(mean_D, deviation_D);
    }

    /** With a last column of ones, which the constants belong to. */
    Tensor apply_NE(float[][] features_ND) {
      int dimensions = mean_D.length;
      float[] scaled_NE = new float[features_ND.length * (dimensions + 1)];
      for (int n = 0, at = 0; n < features_ND.length; n++) {
        for (int d = 0; d < dimensions; d++) {
          double distance = features_ND[n][d] - mean_D[d];
          scaled_NE[at++] = deviation_D[d] == 0 ? 0 : (float) (distance / deviation_D[d]);
        }
        scaled_NE[at++] = 1;
      }
      return Tensor.of(scaled_NE, features_ND.length, dimensions + 1);
    }
  }

  /**
   * The probe that the examples ask for.
   *
   * @param labels_N of the examples, each from 0 to {@code labels} - 1
   * @param penalty above 0
   */
  static LinearProbe fit(float[][] features_ND, int[] labels_N, int labels, double penalty) {
    Scaling scaling = Scaling.of(features_ND);
    try (Scope scope = Scope.open()) {
      Tensor input_NE = scaling.apply_NE(features_ND);
      Problem problem = new Problem(input_NE, oneHot_NL(labels_N, labels), penalty);
      return new LinearProbe(scaling, problem.minimum_EL().toFloats(), labels);
    }
  }

  private static Tensor oneHot_NL(int[] labels_N, int labels) {
    float[] ones_NL = new float[labels_N.length * labels];
    for (int n = 0; n < labels_N.length; n++) {
      ones_NL[n * labels + labels_N[n]] = 1;
    }
    return Tensor.of(ones_NL, labels_N.length, labels);
  }

  private record Problem(Tensor input_NE, Tensor gold_NL, double penalty) {
    Tensor minimum_EL() {
      double rate = 1 / (curvature() + penalty);
      Tensor weights_EL = Tensor.zeros(DType.F32, Device.CPU, input_NE.size(1), gold_NL.size(1));
      Tensor ahead_EL = weights_EL.add(0);
      double momentum = 1;
      for (int step = 0; step < STEPS; step++) {
        try (Scope scope = Scope.open()) {
          Tensor gradient_EL = gradient_EL(ahead_EL);
          if (largest(gradient_EL) < FLAT) {
            break;
          }
          Tensor next_EL = ahead_EL.add(gradient_EL.mul(-rate));
          Tensor move_EL = next_EL.sub(weights_EL);
          boolean uphill = gradient_EL.mul(move_EL).sum().item() > 0;
          double following = uphill ? 1 : (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
          double share = uphill ? 0 : (momentum - 1) / following;
          ahead_EL.copy_(next_EL.add(move_EL.mul(share)));
          weights_EL.copy_(next_EL);
          momentum = following;
        }
      }
      return weights_EL;
    }

    private Tensor gradient_EL(Tensor weights_EL) {
      Tensor wrong_NL = input_NE.matmul(weights_EL).softmax(1).sub(gold_NL);
      Tensor gradient_EL = input_NE.transpose(0, 1).matmul(wrong_NL).mul(1.0 / input_NE.size(0));
      Tensor penalised_EL = weights_EL.mul(penalty);
      penalised_EL.narrow(0, weights_EL.size(0) - 1, 1).fill_(0);
      return gradient_EL.add(penalised_EL);
    }

    /**
     * A bound on the second derivatives of the mean cross entropy: half the greatest eigenvalue of
     * X'X / N (Boehning 1992), by powers.
     */
    private double curvature() {
      try (Scope scope = Scope.open()) {
        Tensor direction_E1 = Tensor.full(1, DType.F32, Device.CPU, input_NE.size(1), 1);
        double greatest = 0;
        for (int step = 0; step < POWER_STEPS; step++) {
          Tensor product_E1 =
              input_NE
                  .transpose(0, 1)
                  .matmul(input_NE.matmul(direction_E1))
                  .mul(1.0 / input_NE.size(0));
          greatest = Math.sqrt(product_E1.square().sum().item());
          direction_E1 = product_E1.mul(1 / greatest);
        }
        return MARGIN * greatest / 2;
      }
    }

    private static double largest(Tensor values) {
      return Math.max(values.max().item(), values.neg().max().item());
    }
  }

  /** p(label | features) [N, L]. */
  double[][] probabilities_NL(float[][] features_ND) {
    try (Scope scope = Scope.open()) {
      Tensor weights = Tensor.of(weights_EL, weights_EL.length / labels, labels);
      double[] flat = scaling.apply_NE(features_ND).matmul(weights).softmax(1).toDoubles();
      double[][] probabilities_NL = new double[features_ND.length][];
      for (int n = 0; n < probabilities_NL.length; n++) {
        probabilities_NL[n] = Arrays.copyOfRange(flat, n * labels, (n + 1) * labels);
      }
      return probabilities_NL;
    }
  }

  /** The most probable label of each. */
  int[] labels_N(float[][] features_ND) {
    double[][] probabilities_NL = probabilities_NL(features_ND);
    int[] labels_N = new int[probabilities_NL.length];
    for (int n = 0; n < labels_N.length; n++) {
      for (int label = 1; label < labels; label++) {
        if (probabilities_NL[n][label] > probabilities_NL[n][labels_N[n]]) {
          labels_N[n] = label;
        }
      }
    }
    return labels_N;
  }
}
