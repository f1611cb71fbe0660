package subtext.serve;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import subtext.config.Allowed;
import subtext.text.Line;
import subtext.text.Tokenizer;
import subtext.use.Encode;

/**
 * Training sentences in two dimensions. N sentences.
 *
 * @param length [N] in tokens
 * @param cluster [N] number, from 1
 */
@SuppressWarnings("ArrayRecordComponent")
record LatentMap(TrainingVectors training, Layout layout, int[] length, int[] cluster) {
  private static final long SEED = 1;

  /** How far around its sentences a map goes, in the widths of what they take. */
  private static final double MARGIN = 10;

  /**
   * The map of {@code training} by principal components.
   *
   * @throws IllegalArgumentException if a vector is not finite
   */
  static LatentMap of(TrainingVectors training, Tokenizer tokenizer) {
    float[][] means = training.means();
    for (float[] mean : means) {
      for (float value : mean) {
        if (!Float.isFinite(value)) {
          throw new IllegalArgumentException("a vector that is not finite has no place on a map");
        }
      }
    }
    int[] length =
        training.lines().stream().mapToInt(line -> tokenizer.encode(line.text()).length).toArray();
    return new LatentMap(training, Layout.Plane.of(means), length, Clusters.of(means, SEED));
  }

  /** The same sentences laid out otherwise. */
  LatentMap with(Layout other) {
    return new LatentMap(training, other, length, cluster);
  }

  /**
   * The map over HTTP.
   *
   * @param points N
   * @param label of each sentence; null where the corpus has none
   * @param cluster of each sentence
   * @param kl of each sentence in nats
   * @param explained shares of the variance along both axes; null where axes mean nothing
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Answer(
      String method,
      int points,
      float[] x,
      float[] y,
      List<String> text,
      @Nullable List<@Nullable String> label,
      int[] cluster,
      List<Double> kl,
      int[] length,
      @Nullable List<Double> explained) {}

  Answer answer() {
    List<@Nullable String> labels = new ArrayList<>();
    training.lines().stream().map(Line::label).forEach(labels::add);
    return new Answer(
        layout.method().toString(),
        length.length,
        axis(0),
        axis(1),
        training.texts(),
        labels.stream().allMatch(label -> label == null) ? null : labels,
        cluster,
        training.encodings().stream().map(Encode.Encoding::kl).toList(),
        length,
        layout.explained());
  }

  /**
   * The vector at a place.
   *
   * @throws subtext.error.InputException if it lies far from all sentences
   */
  float[] vector(double x, double y) {
    requireNear("x", x, axis(0));
    requireNear("y", y, axis(1));
    return layout.vector(x, y);
  }

  private static void requireNear(String name, double value, float[] places) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (float place : places) {
      least = Math.min(least, place);
      most = Math.max(most, place);
    }
    double margin = MARGIN * Math.max(1, most - least);
    Allowed.between(name, value, Math.floor(least - margin), Math.ceil(most + margin));
  }

  private float[] axis(int axis) {
    float[] values = new float[length.length];
    for (int n = 0; n < values.length; n++) {
      values[n] = layout.places()[n][axis];
    }
    return values;
  }
}
