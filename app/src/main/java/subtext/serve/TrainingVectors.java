package subtext.serve;

import java.util.List;
import subtext.text.Line;
import subtext.use.Encode;
import subtext.use.LabelMeans;
import subtext.use.Model;
import subtext.use.Neighbours;

/**
 * Sentences that a model was trained on, and their posteriors, in the order of the corpus.
 *
 * @param encodings without variances
 */
record TrainingVectors(List<Line> lines, List<Encode.Encoding> encodings) {
  TrainingVectors {
    lines = List.copyOf(lines);
    encodings = List.copyOf(encodings);
  }

  List<String> texts() {
    return lines.stream().map(Line::text).toList();
  }

  /** What finds the nearest of them; texts are read by {@code model}. */
  Neighbours neighbours(Model model) {
    return new Neighbours(model, texts(), encodings);
  }

  /**
   * Where the sentences of each label lie.
   *
   * @throws subtext.error.InputException if they have fewer than two labels
   */
  LabelMeans labelMeans() {
    return LabelMeans.of(lines, encodings);
  }

  /** Means of the posteriors [N][Z]. */
  float[][] means() {
    return encodings.stream().map(Encode.Encoding::mean).toArray(float[][]::new);
  }
}
