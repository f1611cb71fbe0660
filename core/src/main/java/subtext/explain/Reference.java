package subtext.explain;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;
import subtext.eval.ActiveUnits;
import subtext.latent.StandardNormal;
import subtext.tensor.Noise;
import subtext.text.Line;
import subtext.use.Encode;
import subtext.use.Model;
import subtext.use.Neighbours;

/**
 * Sentences that show what a latent space holds, those of the training best, with their posteriors.
 * Many threads may read one.
 */
public final class Reference {
  /** Sentences that are taken unless it is said otherwise. */
  public static final int MOST = 10_000;

  private final List<Sentence> sentences;
  private final float[][] means;
  private final double[] variances;
  private final double @Nullable [] kl;
  private final Neighbours neighbours;

  private Reference(
      Model model, List<Sentence> sentences, Function<List<String>, List<Encode.Encoding>> encode) {
    List<String> texts = sentences.stream().map(Sentence::text).toList();
    List<Encode.Encoding> encodings = encode.apply(texts);
    this.sentences = sentences;
    means = encodings.stream().map(Encode.Encoding::mean).toArray(float[][]::new);
    variances = ActiveUnits.variances(means);
    kl = model.vae("explain").prior() instanceof StandardNormal ? kl(encodings) : null;
    neighbours = new Neighbours(model, texts, encodings);
  }

  /** The mean KL of each dimension to N(0, I); null for posteriors that are no normal ones. */
  private static double @Nullable [] kl(List<Encode.Encoding> encodings) {
    if (encodings.getFirst().logVariance().length == 0) {
      return null;
    }
    double[] kl = new double[encodings.getFirst().mean().length];
    for (Encode.Encoding each : encodings) {
      for (int d = 0; d < kl.length; d++) {
        double mean = each.mean()[d];
        double log = each.logVariance()[d];
        kl[d] += (mean * mean + Math.exp(log) - log - 1) / 2 / encodings.size();
      }
    }
    return kl;
  }

  /**
   * A sentence.
   *
   * @param label null where it has none
   */
  public record Sentence(String text, @Nullable String label) {}

  private record Drawn(double key, Line line) {}

  /**
   * {@code most} of {@code lines}, drawn by {@code seed} and their numbers, in the order of the
   * lines. Those without text are left out.
   *
   * @throws InputException if the model has no autoencoder, or there are fewer than two sentences
   */
  public static Reference of(Model model, Stream<Line> lines, int most, long seed) {
    model.vae("explain");
    return of(model, drawn(lines, most, seed), texts -> new Encode(model).encode(texts));
  }

  /**
   * {@code drawn}, each of them a sentence.
   *
   * @param encode texts to their posteriors by {@code model}, where it is not free to compute here
   * @throws InputException if the model has no autoencoder, or there are fewer than two sentences
   */
  public static Reference of(
      Model model, List<Line> drawn, Function<List<String>, List<Encode.Encoding>> encode) {
    if (drawn.size() < 2) {
      throw new InputException(
          "explain: %d sentences say nothing of the latent space; give some hundreds"
              .formatted(drawn.size()));
    }
    return new Reference(
        model,
        drawn.stream().map(line -> new Sentence(line.text(), line.label())).toList(),
        encode);
  }

  /**
   * {@code most} of {@code lines}, drawn by {@code seed} and their numbers, in the order of the
   * lines. Those without text are left out.
   */
  public static List<Line> drawn(Stream<Line> lines, int most, long seed) {
    Noise noise = new Noise(seed, 0);
    PriorityQueue<Drawn> drawn =
        new PriorityQueue<>(Comparator.comparingDouble(Drawn::key).reversed());
    Iterator<Line> each = lines.filter(line -> !line.text().isBlank()).iterator();
    while (each.hasNext()) {
      Line line = each.next();
      drawn.add(new Drawn(noise.uniform(Noise.Stream.ORDER, 0, line.number(), 0), line));
      if (drawn.size() > most) {
        drawn.remove();
      }
    }
    return drawn.stream().map(Drawn::line).sorted(Comparator.comparingLong(Line::number)).toList();
  }

  public List<Sentence> sentences() {
    return sentences;
  }

  /** The posterior mean of sentence {@code place} in {@code dimension}, both from 0. */
  double mean(int place, int dimension) {
    return means[place][dimension];
  }

  /** The vectors of the sentences [N][Z]; not to be changed. */
  float[][] means() {
    return means;
  }

  int dimensions() {
    return variances.length;
  }

  /** The variance of the posterior mean in {@code dimension}, from 0. */
  public double variance(int dimension) {
    return variances[dimension];
  }

  /** The mean KL of {@code dimension}, from 0, in nats; null where it does not fall into such. */
  public @Nullable Double kl(int dimension) {
    return kl == null ? null : kl[dimension];
  }

  /** Whether {@code dimension}, from 0, is active. */
  public boolean isActive(int dimension) {
    return ActiveUnits.isActive(variances[dimension]);
  }

  /** The {@code count} nearest to {@code vector}, each text once. */
  List<Neighbours.Neighbour> nearest(float[] vector, int count) {
    return neighbours.nearest(vector, count);
  }
}
