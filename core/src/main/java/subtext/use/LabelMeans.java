package subtext.use;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import subtext.error.InputException;
import subtext.text.Line;

/**
 * Where the texts of each label lie in the latent space of a VAE, whose training need not have
 * known any: the difference of two means is an attribute vector (White 2016). L labels, Z latent.
 *
 * @param labels names, sorted
 * @param means of the posterior means of the texts of each label [L][Z]
 */
@SuppressWarnings("ArrayRecordComponent")
public record LabelMeans(List<String> labels, float[][] means) {
  private static final int PART = 1024;

  public LabelMeans {
    labels = List.copyOf(labels);
  }

  private static final class Sum {
    private final double[] sum;
    private long count;

    Sum(int size) {
      sum = new double[size];
    }

    void add(float[] vector) {
      for (int d = 0; d < sum.length; d++) {
        sum[d] += vector[d];
      }
      count++;
    }

    float[] mean() {
      float[] mean = new float[sum.length];
      for (int d = 0; d < sum.length; d++) {
        mean[d] = (float) (sum[d] / count);
      }
      return mean;
    }
  }

  /**
   * The means of {@code lines}; those without a label are left out.
   *
   * @throws InputException for a model without an autoencoder, or fewer than two labels
   */
  public static LabelMeans of(Model model, Stream<Line> lines) {
    Encode encode = new Encode(model);
    TreeMap<String, Sum> sums = new TreeMap<>();
    Iterator<Line> labelled = lines.filter(LabelMeans::counts).iterator();
    while (labelled.hasNext()) {
      List<Line> part = new ArrayList<>();
      while (labelled.hasNext() && part.size() < PART) {
        part.add(labelled.next());
      }
      add(sums, part, encode.encode(part.stream().map(Line::text).toList()));
    }
    return of(sums);
  }

  /**
   * The means of lines that are encoded already; those without a label are left out.
   *
   * @param encodings of {@code lines}, in their order
   * @throws InputException for fewer than two labels
   */
  public static LabelMeans of(List<Line> lines, List<Encode.Encoding> encodings) {
    TreeMap<String, Sum> sums = new TreeMap<>();
    add(sums, lines, encodings);
    return of(sums);
  }

  private static boolean counts(Line line) {
    return line.label() != null && !line.text().isBlank();
  }

  private static void add(
      TreeMap<String, Sum> sums, List<Line> lines, List<Encode.Encoding> encodings) {
    for (int n = 0; n < lines.size(); n++) {
      if (counts(lines.get(n))) {
        float[] mean = encodings.get(n).mean();
        sums.computeIfAbsent(String.valueOf(lines.get(n).label()), name -> new Sum(mean.length))
            .add(mean);
      }
    }
  }

  private static LabelMeans of(TreeMap<String, Sum> sums) {
    if (sums.size() < 2) {
      throw new InputException(
          "rewrite: the labelled texts have %s; two are needed to go from one to the other"
              .formatted(
                  sums.isEmpty() ? "no label" : "the label %s only".formatted(sums.firstKey())));
    }
    return new LabelMeans(
        List.copyOf(sums.keySet()), sums.values().stream().map(Sum::mean).toArray(float[][]::new));
  }

  /** The label whose mean is nearest to {@code z}. */
  int nearest(float[] z) {
    int best = 0;
    for (int label = 1; label < means.length; label++) {
      best = distance(z, means[label]) < distance(z, means[best]) ? label : best;
    }
    return best;
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += Math.pow(a[d] - b[d], 2);
    }
    return sum;
  }

  /** {@code z} moved along the vector from one label to another. */
  float[] moved(float[] z, int from, int to, double strength) {
    float[] moved = z.clone();
    for (int d = 0; d < z.length; d++) {
      moved[d] += (float) (strength * (means[to][d] - means[from][d]));
    }
    return moved;
  }
}
