package subtext.report;

import java.util.List;
import subtext.eval.Translated;

/**
 * What the model writes and reads.
 *
 * @param sampling how the samples were drawn: "standard normal prior, temperature 1, seed 1"
 * @param samples from the prior, unchosen
 * @param reconstructions greedy
 * @param interpolations between the posterior means of two sentences
 * @param neighbourhoods by the latent space
 * @param translations of the first texts
 */
public record Examples(
    String sampling,
    List<String> samples,
    List<Reconstruction> reconstructions,
    List<Interpolation> interpolations,
    List<Neighbourhood> neighbourhoods,
    List<Translated> translations) {

  public static final Examples EMPTY = new Examples("", List.of(), List.of(), List.of(), List.of());

  /** Of a model that does not translate. */
  public Examples(
      String sampling,
      List<String> samples,
      List<Reconstruction> reconstructions,
      List<Interpolation> interpolations,
      List<Neighbourhood> neighbourhoods) {
    this(sampling, samples, reconstructions, interpolations, neighbourhoods, List.of());
  }

  /** Of a model that translates. */
  public static Examples of(List<Translated> translations) {
    return new Examples("", List.of(), List.of(), List.of(), List.of(), translations);
  }

  /**
   * A sentence read and written again.
   *
   * @param shuffled what the decoder writes with the latent of another sentence of that length
   */
  public record Reconstruction(String source, String reconstruction, String shuffled) {}

  /** The sentences decoded on the way {@code from} one sentence {@code to} another. */
  public record Interpolation(String from, String to, List<String> steps) {
    public Interpolation {
      steps = List.copyOf(steps);
    }
  }

  /** A sentence and those nearest to it, nearest first. */
  public record Neighbourhood(String sentence, List<Neighbour> neighbours) {
    public Neighbourhood {
      neighbours = List.copyOf(neighbours);
    }
  }

  /**
   * A sentence near another one.
   *
   * @param similarity cosine of the posterior means, in [-1, 1]
   */
  public record Neighbour(String sentence, double similarity) {}

  public Examples {
    samples = List.copyOf(samples);
    reconstructions = List.copyOf(reconstructions);
    interpolations = List.copyOf(interpolations);
    neighbourhoods = List.copyOf(neighbourhoods);
    translations = List.copyOf(translations);
  }
}
