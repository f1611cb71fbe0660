package subtext.serve;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import subtext.eval.PrincipalComponents;
import subtext.text.Line;
import subtext.text.Tokenizer;
import subtext.use.Encode;

/**
 * Training sentences in the plane of the first two principal components of their posterior means. N
 * sentences.
 *
 * @param x [N]
 * @param y [N]
 * @param length [N] in tokens
 */
@SuppressWarnings("ArrayRecordComponent")
record LatentMap(
    TrainingVectors training, PrincipalComponents plane, float[] x, float[] y, int[] length) {
  private static final int AXES = 2;

  static LatentMap of(TrainingVectors training, Tokenizer tokenizer) {
    float[][] means = training.means();
    PrincipalComponents plane = PrincipalComponents.of(means, AXES);
    float[] x = new float[means.length];
    float[] y = new float[means.length];
    int[] length = new int[means.length];
    for (int n = 0; n < means.length; n++) {
      double[] at = plane.project(means[n]);
      x[n] = (float) at[0];
      y[n] = at.length < AXES ? 0 : (float) at[1];
      length[n] = tokenizer.encode(training.lines().get(n).text()).length;
    }
    return new LatentMap(training, plane, x, y, length);
  }

  /**
   * The map over HTTP.
   *
   * @param points N
   * @param label of each sentence; null where the corpus has none
   * @param kl of each sentence in nats
   * @param explained shares of the variance along both axes
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Answer(
      String method,
      int points,
      float[] x,
      float[] y,
      List<String> text,
      @Nullable List<@Nullable String> label,
      List<Double> kl,
      int[] length,
      List<Double> explained) {}

  Answer answer() {
    List<@Nullable String> labels = new ArrayList<>();
    training.lines().stream().map(Line::label).forEach(labels::add);
    return new Answer(
        "pca",
        x.length,
        x,
        y,
        training.texts(),
        labels.stream().allMatch(label -> label == null) ? null : labels,
        training.encodings().stream().map(Encode.Encoding::kl).toList(),
        length,
        List.of(explained(0), explained(1)));
  }

  private double explained(int axis) {
    return axis < plane.variances().length && plane.total() > 0
        ? plane.variances()[axis] / plane.total()
        : 0;
  }

  /** The vector at a place of the plane, in the mean of all along the other directions. */
  float[] vector(double atX, double atY) {
    double[] at = {atX, atY};
    float[] z = new float[plane.mean().length];
    for (int d = 0; d < z.length; d++) {
      double value = plane.mean()[d];
      for (int axis = 0; axis < plane.directions().length; axis++) {
        value += at[axis] * plane.directions()[axis][d];
      }
      z[d] = (float) value;
    }
    return z;
  }
}
