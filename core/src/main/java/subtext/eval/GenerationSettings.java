package subtext.eval;

import subtext.config.Allowed;

/**
 * How much a measurement of generation measures.
 *
 * @param samples new sentences
 * @param reconstructions held-out texts that are reconstructed, at most
 * @param pairs of held-out texts whose way is interpolated, at most
 * @param steps sentences of a way, both ends included
 * @param seed of the samples and of which texts are taken
 */
public record GenerationSettings(
    int samples, int reconstructions, int pairs, int steps, long seed) {
  public static final GenerationSettings DEFAULT = new GenerationSettings(10_000, 1_000, 200, 8, 1);

  public GenerationSettings {
    Allowed.between("samples", samples, 2, 1_000_000);
    Allowed.atLeast("reconstructions", reconstructions, 1);
    Allowed.atLeast("pairs", pairs, 1);
    Allowed.between("steps", steps, 3, 10_000);
  }
}
