package subtext.use;

import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import subtext.config.Allowed;
import subtext.decoder.Likelihood;
import subtext.error.InputException;
import subtext.latent.Posterior;
import subtext.model.ImportanceWeighted;
import subtext.model.LanguageModel;
import subtext.model.Vae;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.objective.Terms;
import subtext.tensor.Noise;
import subtext.tensor.Tensor;

/** How improbable sentences are to a model: the unusual ones of a corpus stand out. */
public final class Score {
  private final Model model;

  /**
   * @throws InputException for a model that gives no sentence a probability: a plain autoencoder, a
   *     classifier without an autoencoder of sentences
   */
  public Score(Model model) {
    Vae vae = model.network().asVae();
    if (vae == null && !(model.network() instanceof LanguageModel)) {
      throw new InputException(
          "score: the model %s %s; score with a model of task sentence or language-model"
              .formatted(model.spec().name(), model.instead()));
    }
    if (vae != null && !vae.posteriors().hasDensity()) {
      throw new InputException(
          "%s is a plain autoencoder, which gives no sentence a probability; train one with another model.posterior than delta"
              .formatted(model.spec().name()));
    }
    this.model = model;
  }

  /**
   * Which sentences, and by which bound.
   *
   * @param samples k of the importance-weighted bound (Burda et al. 2016); 0 for the negative ELBO.
   *     A language model needs neither: its figures are exact
   * @param seed of the draws of z
   */
  public record Request(List<String> texts, int samples, long seed) {
    /** The importance-weighted bound with 50 samples. */
    public static Request of(List<String> texts) {
      return new Request(texts, 50, 1);
    }

    public Request {
      texts = List.copyOf(texts);
      Allowed.between("samples", samples, 0, 1_000_000);
    }
  }

  /**
   * A sentence's figures.
   *
   * @param nats a bound on -log p(x)
   * @param tokens predictions that it sums over: n + 1 for n tokens, n for a bag of words
   * @param cut whether the text was longer than the model was trained on, and its beginning is what
   *     was scored
   */
  public record Scored(String text, double nats, int tokens, boolean cut) {
    /** The perplexity of the sentence, exp(nats / tokens); NaN where nothing was predicted. */
    public double perplexity() {
      return tokens == 0 ? Double.NaN : Math.exp(nats / tokens);
    }
  }

  /** -log p(x) of {@code text} in nats, bounded with 50 samples. */
  public double nats(String text) {
    return score(Request.of(List.of(text))).getFirst().nats();
  }

  /** The figures of each text, in their order. */
  public List<Scored> score(Request request) {
    return score(request, new Texts(model, request.texts));
  }

  /**
   * The same of texts behind the {@code first} first ones of a longer list, of which this is a
   * part.
   */
  public List<Scored> score(Request request, long first) {
    return score(request, LongStream.range(first, first + request.texts.size()).toArray());
  }

  /**
   * The same of the texts of several requests at once.
   *
   * @param examples the place of each text in its own request, which keys its noise
   */
  public List<Scored> score(Request request, long[] examples) {
    return score(request, new Texts(model, request.texts, examples));
  }

  private List<Scored> score(Request request, Texts texts) {
    Scored[] scored = new Scored[texts.size()];
    Likelihood likelihood = Objects.requireNonNull(model.network().likelihood());
    texts.eachBatch(
        new Noise(request.seed, 0),
        likelihood::examplesAtATime,
        (places, x, pass) -> {
          double[] nats = nats(x, pass, request.samples);
          for (int b = 0; b < nats.length; b++) {
            int place = places[b];
            int length = Math.toIntExact(x.counts()[b]) - 1;
            int predictions = Math.toIntExact(likelihood.predictions(length));
            String text = request.texts.get(place);
            scored[place] = new Scored(text, nats[b], predictions, texts.isCut(place));
          }
        });
    return List.of(scored);
  }

  private double[] nats(Observed x, Pass pass, int samples) {
    @Nullable Vae vae = model.network().asVae();
    if (vae == null || samples == 0) {
      Terms terms = model.network().terms(x, pass);
      Tensor kl_B = terms.kl_B();
      Tensor rec_B = terms.reconstruction_B();
      return (kl_B == null ? rec_B : rec_B.add(kl_B)).toDoubles();
    }
    Posterior q = vae.posterior(x, pass);
    return new ImportanceWeighted(vae.likelihood(), vae.prior(), samples).nll(x, q, pass);
  }
}
