package subtext.report;

import java.util.List;
import java.util.stream.IntStream;
import subtext.eval.ActiveUnits;
import subtext.eval.Evaluation;
import subtext.eval.Figures;

/**
 * The latent space in pictures.
 *
 * @param dimensions one for each latent dimension, in the model's order
 * @param map validation sentences in the plane
 * @param mapMethod how the plane was chosen: "first two principal components of the posterior
 *     means, 21 % of their variance"
 */
public record LatentSpace(List<Dimension> dimensions, List<Place> map, String mapMethod) {

  public static final LatentSpace EMPTY = new LatentSpace(List.of(), List.of(), "");

  /**
   * What one latent dimension carries.
   *
   * @param kl of this dimension, nats a sentence
   * @param meanVariance variance of the posterior mean over the split
   */
  public record Dimension(double kl, double meanVariance) {

    public boolean active() {
      return ActiveUnits.isActive(meanVariance);
    }
  }

  /**
   * A sentence on the map.
   *
   * @param label empty when the corpus has none
   * @param length in tokens
   */
  public record Place(double x, double y, String label, String sentence, int length) {}

  /**
   * What {@code figures} say of each dimension; nothing unless they are those of an autoencoder.
   */
  static List<Dimension> dimensions(Figures figures) {
    if (!(figures instanceof Evaluation evaluation)) {
      return List.of();
    }
    double[] kl = evaluation.klPerDimension();
    double[] variance = evaluation.meanVariances();
    return IntStream.range(0, kl.length).mapToObj(d -> new Dimension(kl[d], variance[d])).toList();
  }

  public LatentSpace {
    dimensions = List.copyOf(dimensions);
    map = List.copyOf(map);
  }
}
