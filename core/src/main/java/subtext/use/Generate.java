package subtext.use;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import subtext.config.Allowed;
import subtext.decoder.Decoding;
import subtext.error.InputException;
import subtext.latent.Mixture;
import subtext.latent.SamplingPrior;
import subtext.tensor.Noise;

/** New sentences: z from the prior, then text from z. */
public final class Generate {
  /** Of a request for diverse sentences, how many are drawn for each that was asked for. */
  private static final long MOST_DRAWS = 10;

  private static final Pattern WHITE_SPACE =
      Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  private final Model model;

  public Generate(Model model) {
    this.model = model;
  }

  /**
   * Which sentences.
   *
   * @param count how many
   * @param writing sampled at the temperature that the model says if it says nothing else; its seed
   *     is that of z, too: the same seed gives the same sentences, and more of them for a greater
   *     count
   * @param prior what z is drawn from; null for what the model says
   * @param diverse whether a sentence that was written already, white space and case aside, is left
   *     out and another drawn for it
   */
  public record Request(
      int count, Writing writing, @Nullable SamplingPrior prior, boolean diverse) {
    public static final Request DEFAULT = new Request(10, Writing.DEFAULT, null, false);

    public Request {
      Allowed.between("count", count, 1, 1_000_000);
    }

    /** Sentences that are drawn for this, at most. */
    public long mostDraws() {
      return diverse ? MOST_DRAWS * count : count;
    }
  }

  /**
   * A new sentence.
   *
   * @param z that it was written from; empty for a language model
   * @param logProbability log p(x|z) in nats
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Sample(String text, float[] z, double logProbability) {}

  /** As many sentences as the defaults say, by {@code seed}. */
  public List<String> sentences(int count, long seed) {
    return generate(new Request(count, Writing.DEFAULT.with(seed), null, false)).stream()
        .map(Sample::text)
        .toList();
  }

  /**
   * The sentences that {@code request} asks for; fewer where they are to be diverse and {@link
   * Request#mostDraws} did not bring as many different ones.
   *
   * @throws InputException if it asks for a mixture and the model has none
   */
  public List<Sample> generate(Request request) {
    if (!request.diverse) {
      return draw(request, 0, request.count);
    }
    List<Sample> samples = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    long drawn = 0;
    while (samples.size() < request.count && drawn < request.mostDraws()) {
      int missing = Math.max(Texts.BATCH, request.count - samples.size());
      int count = (int) Math.min(missing, request.mostDraws() - drawn);
      draw(request, drawn, count).stream()
          .filter(sample -> seen.add(normalize(sample.text)))
          .limit(request.count - samples.size())
          .forEachOrdered(samples::add);
      drawn += count;
    }
    return samples;
  }

  private static String normalize(String text) {
    return WHITE_SPACE.matcher(text.strip()).replaceAll(" ").toLowerCase(Locale.ROOT);
  }

  /** The sentences from number {@code first} of the seed on. */
  private List<Sample> draw(Request request, long first, int count) {
    float[][] z = model.network().asVae() == null ? null : latents(request, first, count);
    Decoding usual = new Decoding.Sampled(model.spec().temperature(), 0, 1);
    List<Write.Sentence> sentences =
        new Write(model).write(new Write.Examples(first, count), z, request.writing, usual);
    List<Sample> samples = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      Write.Sentence sentence = sentences.get(n);
      samples.add(
          new Sample(sentence.text(), z == null ? new float[0] : z[n], sentence.logProbability()));
    }
    return samples;
  }

  /** z of the sentences from number {@code first} of the seed on: [count][Z]. */
  float[][] latents(Request request, long first, int count) {
    Noise noise = new Noise(request.writing.seed(), 0);
    return switch (request.prior == null ? model.spec().prior() : request.prior) {
      case STANDARD -> model.vae("generate").prior().sample(noise, first, count);
      case MIXTURE -> {
        Mixture mixture = model.mixture();
        if (mixture == null) {
          throw new InputException(
              "prior: the model %s has no mixture; draw from the standard normal distribution"
                  .formatted(model.spec().name()));
        }
        yield mixture.sample(noise, first, count);
      }
    };
  }
}
