package subtext.explain;

import java.util.Arrays;
import subtext.encoder.TokenEncoder;
import subtext.nn.Observed;
import subtext.tensor.Tensor;
import subtext.text.Vocabulary;

/**
 * What each token contributes to a scalar (Sundararajan et al. 2017): the integral of its gradient
 * along the straight way from a baseline to the token's vector, times that way. The parts of a text
 * add up to f(text) - f(baseline), but for the error of the quadrature.
 *
 * @param tolerance how far the parts may miss that difference, as a share of it
 */
record IntegratedGradients(TokenEncoder reader, Baseline baseline, double tolerance) {
  private static final int FIRST_STEPS = 16;
  private static final int MOST_STEPS = 256;

  /** Nodes that go through the network at a time. */
  private static final int CHUNK = 64;

  /** Changes below it are of the size of the sums' own errors in float32. */
  private static final double LEAST_CHANGE = 1e-3;

  /**
   * The contributions.
   *
   * @param own of the tokens of the text
   * @param ofSource of those of its source; empty where it has none
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Parts(double[] own, double[] ofSource, double value, Attribution.Integral integral) {}

  /**
   * Of the one text of {@code x}, and of its source where it has one. Takes twice as many nodes
   * until the parts add up.
   */
  Parts of(Observed x, Quantity.Scalar scalar, long seed) {
    Observed source = x.source();
    StraightWay way =
        new StraightWay(
            x, scalar, Ends.of(x, this), source == null ? null : Ends.of(source, this), seed);
    double[] ends = way.values(0, 1);
    double change = ends[1] - ends[0];
    double allowed = tolerance * Math.max(LEAST_CHANGE, Math.abs(change));
    StraightWay.Sums sums = integral(way, FIRST_STEPS);
    int steps = FIRST_STEPS;
    while (Math.abs(sums.total() - change) > allowed && steps < MOST_STEPS) {
      steps *= 2;
      sums = integral(way, steps);
    }
    double gap = sums.total() - change;
    return new Parts(
        sums.own(),
        sums.ofSource(),
        ends[1],
        new Attribution.Integral(baseline, ends[0], gap, steps, Math.abs(gap) <= allowed));
  }

  private static StraightWay.Sums integral(StraightWay way, int steps) {
    StraightWay.Sums sums = way.nothing();
    Quadrature quadrature = Quadrature.of(steps);
    for (int from = 0; from < steps; from += CHUNK) {
      int to = Math.min(steps, from + CHUNK);
      way.add(
          sums,
          Arrays.copyOfRange(quadrature.nodes(), from, to),
          Arrays.copyOfRange(quadrature.weights(), from, to));
    }
    return sums;
  }

  /**
   * The vectors of a text, and the way to them from the baseline. T tokens, the end included, D
   * embedding.
   *
   * @param way_1TD 0 at the end, which no baseline replaces
   */
  record Ends(Tensor vectors_1TD, Tensor way_1TD) {
    private static Ends of(Observed x, IntegratedGradients method) {
      Tensor vectors_1TD = method.reader.embedding().forward(x.targets_BT());
      Tensor table_VD = method.reader.embedding().table_VD();
      Tensor way_1TD =
          switch (method.baseline) {
            case ZERO -> vectors_1TD;
            case MEAN ->
                vectors_1TD.sub(
                    table_VD
                        .narrow(
                            0,
                            Vocabulary.FIRST_ORDINARY,
                            table_VD.size(0) - Vocabulary.FIRST_ORDINARY)
                        .mean(0));
          };
      float[] words = new float[Math.toIntExact(x.time())];
      Arrays.fill(words, 0, words.length - 1, 1);
      return new Ends(
          vectors_1TD, way_1TD.mul(Tensor.of(words, 1, words.length, 1).to(vectors_1TD)));
    }

    int tokens() {
      return Math.toIntExact(way_1TD.size(1)) - 1;
    }
  }
}
