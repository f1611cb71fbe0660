package subtext.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.tensor.Autograd;
import subtext.tensor.Noise;
import subtext.tensor.Tensor;

/**
 * The texts between a baseline and a text, and the scalar of each. All have the same noise. T
 * tokens and the end, D embedding, K points.
 *
 * @param x one text
 * @param own its vectors
 * @param ofSource those of its source; null where it has none
 */
record StraightWay(
    Observed x,
    Quantity.Scalar scalar,
    IntegratedGradients.Ends own,
    IntegratedGradients.@Nullable Ends ofSource,
    long seed) {

  /** Sums over nodes of weighed gradients times the way, one a token. */
  @SuppressWarnings("ArrayRecordComponent")
  record Sums(double[] own, double[] ofSource) {
    double total() {
      return Arrays.stream(own).sum() + Arrays.stream(ofSource).sum();
    }
  }

  Sums nothing() {
    return new Sums(new double[own.tokens()], new double[ofSource == null ? 0 : ofSource.tokens()]);
  }

  /** The scalar at these shares of the way. */
  double[] values(double... shares) {
    return scalar_K(shares, at(own, shares), ofSource == null ? null : at(ofSource, shares))
        .toDoubles();
  }

  /** Adds to {@code sums} what nodes at these shares of the way contribute. */
  void add(Sums sums, double[] shares, double[] weights) {
    List<Tensor> leaves = new ArrayList<>();
    leaves.add(at(own, shares).requiresGrad());
    if (ofSource != null) {
      leaves.add(at(ofSource, shares).requiresGrad());
    }
    List<Tensor> gradients =
        Autograd.recording(
            () ->
                Autograd.gradients(
                    scalar_K(shares, leaves.getFirst(), ofSource == null ? null : leaves.getLast()),
                    leaves));
    add(sums.own, own, gradients.getFirst(), weights);
    if (ofSource != null) {
      add(sums.ofSource, ofSource, gradients.getLast(), weights);
    }
  }

  private static void add(
      double[] sums, IntegratedGradients.Ends ends, Tensor gradient_KTD, double[] weights) {
    double[] products_KT = gradient_KTD.mul(ends.way_1TD()).sum(2).toDoubles();
    int time = products_KT.length / weights.length;
    for (int k = 0; k < weights.length; k++) {
      for (int t = 0; t < sums.length; t++) {
        sums[t] += weights[k] * products_KT[k * time + t];
      }
    }
  }

  private static Tensor at(IntegratedGradients.Ends ends, double[] shares) {
    Tensor missing_K11 =
        Tensor.of(Arrays.stream(shares).map(share -> 1 - share).toArray(), shares.length, 1, 1)
            .to(ends.way_1TD());
    return ends.vectors_1TD().sub(ends.way_1TD().mul(missing_K11));
  }

  private Tensor scalar_K(double[] shares, Tensor own_KTD, @Nullable Tensor ofSource_KTD) {
    Pass pass = Pass.evaluation(new Noise(seed, 0), new long[shares.length]);
    return scalar.of_B(x.repeat(shares.length).withVectors(own_KTD, ofSource_KTD), pass);
  }
}
