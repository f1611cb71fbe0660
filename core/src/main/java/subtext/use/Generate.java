package subtext.use;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import subtext.config.Allowed;
import subtext.decoder.Decoding;
import subtext.error.InputException;
import subtext.latent.Mixture;
import subtext.latent.SamplingPrior;
import subtext.tensor.Noise;

/** New sentences: z from the prior, then text from z. */
public final class Generate {
  private final Model model;

  public Generate(Model model) {
    this.model = model;
  }

  /**
   * Which sentences.
   *
   * @param count how many
   * @param seed of z and of the decoding; the same seed gives the same sentences, and more of them
   *     for a greater count
   * @param decoding null for sampling at the temperature that the model says
   * @param wording which words may be written
   * @param prior what z is drawn from; null for what the model says
   */
  public record Request(
      int count,
      long seed,
      @Nullable Decoding decoding,
      Wording wording,
      @Nullable SamplingPrior prior) {
    public static final Request DEFAULT = new Request(10, 1, null, Wording.KNOWN_WORDS, null);

    public Request {
      Allowed.between("count", count, 1, 1_000_000);
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
    return generate(new Request(count, seed, null, Wording.KNOWN_WORDS, null)).stream()
        .map(Sample::text)
        .toList();
  }

  /**
   * The sentences that {@code request} asks for.
   *
   * @throws InputException if it asks for a mixture and the model has none
   */
  public List<Sample> generate(Request request) {
    float[][] z = model.network().asVae() == null ? null : draw(request);
    Decoding decoding =
        request.decoding == null
            ? new Decoding.Sampled(model.spec().temperature(), 0, 1)
            : request.decoding;
    List<Write.Sentence> sentences =
        new Write(model).write(request.count, z, decoding, request.wording, request.seed);
    List<Sample> samples = new ArrayList<>();
    for (int n = 0; n < request.count; n++) {
      Write.Sentence sentence = sentences.get(n);
      samples.add(
          new Sample(sentence.text(), z == null ? new float[0] : z[n], sentence.logProbability()));
    }
    return samples;
  }

  private float[][] draw(Request request) {
    Noise noise = new Noise(request.seed, 0);
    return switch (request.prior == null ? model.spec().prior() : request.prior) {
      case STANDARD -> model.vae("generate").prior().sample(noise, 0, request.count);
      case MIXTURE -> {
        Mixture mixture = model.mixture();
        if (mixture == null) {
          throw new InputException(
              "prior: the model %s has no mixture; draw from the standard normal distribution"
                  .formatted(model.spec().name()));
        }
        yield mixture.sample(noise, 0, request.count);
      }
    };
  }
}
