package subtext.use;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import subtext.config.Allowed;
import subtext.decoder.Decoding;
import subtext.decoder.WritingListener;
import subtext.error.InputException;
import subtext.latent.Prior;
import subtext.latent.SamplingPrior;
import subtext.model.LabelledVae;
import subtext.model.Vae;
import subtext.tensor.Noise;

/** New sentences: z from the prior, and a label where the model knows any, then text from them. */
public final class Generate {
  /** Of a request for diverse sentences, how many are drawn for each that was asked for. */
  private static final long MOST_DRAWS = 10;

  private static final Pattern WHITE_SPACE =
      Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  private final Model model;

  /** How {@code model} chooses tokens where nothing else is said: at its own temperature. */
  public static Decoding usual(Model model) {
    return new Decoding.Sampled(model.spec().temperature(), 0, 1);
  }

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
   * @param prior what z is drawn from; null for what the model says, and where it has no z
   * @param diverse whether a sentence that was written already, white space and case aside, is left
   *     out and another drawn for it
   * @param label that the sentences are to have; null for labels drawn by their probability, where
   *     the model knows any
   */
  public record Request(
      int count,
      Writing writing,
      @Nullable SamplingPrior prior,
      boolean diverse,
      @Nullable String label) {
    public static final Request DEFAULT = new Request(10, Writing.DEFAULT, null, false);

    public Request {
      Allowed.between("count", count, 1, 1_000_000);
    }

    /** Of any label. */
    public Request(int count, Writing writing, @Nullable SamplingPrior prior, boolean diverse) {
      this(count, writing, prior, diverse, null);
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
   * @param label that it was written with; null for a model that writes with none
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Sample(String text, float[] z, double logProbability, @Nullable String label) {}

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
   * @throws InputException if it asks for a mixture and the model has none, or for a label that the
   *     model does not write with
   */
  public List<Sample> generate(Request request) {
    return generate(request, WritingListener.NONE);
  }

  /**
   * The same, while {@code listener} hears of the tokens of each draw by its number, from 0; draws
   * that are left out for not being diverse are among them.
   */
  public List<Sample> generate(Request request, WritingListener listener) {
    if (!request.diverse) {
      return draw(request, 0, request.count, listener);
    }
    List<Sample> samples = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    long drawn = 0;
    while (samples.size() < request.count && drawn < request.mostDraws()) {
      int missing = Math.max(Texts.BATCH, request.count - samples.size());
      int count = (int) Math.min(missing, request.mostDraws() - drawn);
      draw(request, drawn, count, listener).stream()
          .filter(sample -> seen.add(normalize(sample.text)))
          .limit(request.count - samples.size())
          .forEachOrdered(samples::add);
      drawn += count;
    }
    return samples;
  }

  /**
   * The sentences behind the {@code first} first ones of the seed: parts of a long list, each made
   * by itself.
   *
   * @throws InputException likewise, or if they are to be diverse, which those of a part alone
   *     cannot be
   */
  public List<Sample> generate(Request request, long first) {
    Allowed.demand(!request.diverse, "diverse", request.diverse, "false for a part of a list");
    return draw(request, first, request.count, WritingListener.NONE);
  }

  private static String normalize(String text) {
    return WHITE_SPACE.matcher(text.strip()).replaceAll(" ").toLowerCase(Locale.ROOT);
  }

  /** The sentences from number {@code first} of the seed on. */
  private List<Sample> draw(Request request, long first, int count, WritingListener listener) {
    Origin origin = origin(request, first, count);
    List<Write.Sentence> sentences =
        new Write(model)
            .write(
                new Write.Examples(first, count),
                origin.given(),
                request.writing,
                usual(model),
                listener);
    List<Sample> samples = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      Write.Sentence sentence = sentences.get(n);
      samples.add(
          new Sample(
              sentence.text(), origin.z(n), sentence.logProbability(), origin.label(n, model)));
    }
    return samples;
  }

  /**
   * What sentences are written from.
   *
   * @param z null for a language model
   * @param labels ids; null for a model that writes with none
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Origin(float @Nullable [][] z, int @Nullable [] labels, int kinds) {
    float[] z(int n) {
      return z == null ? new float[0] : z[n];
    }

    @Nullable String label(int n, Model model) {
      return labels == null ? null : model.spec().labels().get(labels[n]);
    }

    /** What the decoder is given: z, and behind it 1 at the label and 0 at the others. */
    float @Nullable [][] given() {
      if (z == null || labels == null) {
        return z;
      }
      float[][] given = new float[z.length][];
      for (int n = 0; n < z.length; n++) {
        given[n] = Arrays.copyOf(z[n], z[n].length + kinds);
        given[n][z[n].length + labels[n]] = 1;
      }
      return given;
    }
  }

  private Origin origin(Request request, long first, int count) {
    LabelledVae.Source source = source(request);
    if (source != null) {
      int[] labels = labels(request, source.labels(), first, count);
      return new Origin(
          latents(request, source.prior(), first, count), labels, source.labels().length);
    }
    Vae vae = model.network().asVae();
    if (vae == null && request.prior != null) {
      throw new InputException(
          "prior: the model %s has no latent variable to draw; leave it out"
              .formatted(model.spec().name()));
    }
    float[][] z = vae == null ? null : latents(request, vae.prior(), first, count);
    return new Origin(z, null, 0);
  }

  /** What the model writes sentences with a label from; null where it knows no labels. */
  private LabelledVae.@Nullable Source source(Request request) {
    model.demandWriter("generate");
    LabelledVae.Source source =
        model.network() instanceof LabelledVae classifier ? model.use(classifier::source) : null;
    if (source == null && request.label != null) {
      throw new InputException(
          "label: the model %s does not write by labels; train one that does with task classify and model.classifier semiSupervised"
              .formatted(model.spec().name()));
    }
    return source;
  }

  /** The label asked for, or labels drawn by their probabilities. */
  private int[] labels(Request request, double[] probabilities, long first, int count) {
    int[] labels = new int[count];
    if (request.label != null) {
      Arrays.fill(labels, id(request.label));
      return labels;
    }
    Noise noise = new Noise(request.writing.seed(), 0);
    for (int n = 0; n < count; n++) {
      double left = noise.uniform(Noise.Stream.LABEL, 0, first + n, 0);
      while (labels[n] < probabilities.length - 1 && left >= probabilities[labels[n]]) {
        left -= probabilities[labels[n]++];
      }
    }
    return labels;
  }

  private int id(String label) {
    int id = model.spec().labels().indexOf(label);
    if (id < 0) {
      throw new InputException(
          "label: the model %s knows no '%s'; its labels are %s"
              .formatted(model.spec().name(), label, String.join(", ", model.spec().labels())));
    }
    return id;
  }

  /** z of the sentences from number {@code first} of the seed on: [count][Z]. */
  float[][] latents(Request request, long first, int count) {
    return latents(request, model.vae("generate").prior(), first, count);
  }

  private float[][] latents(Request request, Prior prior, long first, int count) {
    Noise noise = new Noise(request.writing.seed(), 0);
    return model.use(
        () ->
            switch (request.prior == null ? model.spec().prior() : request.prior) {
              case STANDARD -> prior.sample(noise, first, count);
              case MIXTURE -> model.fittedPrior().sample(noise, first, count);
            });
  }
}
