package subtext.eval;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import subtext.config.Allowed;
import subtext.data.Batch;
import subtext.data.CorpusProgress;
import subtext.data.TokenCache;
import subtext.decoder.Decoder;
import subtext.decoder.Likelihood;
import subtext.latent.Divergence;
import subtext.latent.Draw;
import subtext.latent.Posterior;
import subtext.latent.Prior;
import subtext.latent.StandardNormal;
import subtext.model.ImportanceWeighted;
import subtext.model.Network;
import subtext.model.Vae;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.objective.OperatingPoint;
import subtext.tensor.Autograd;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Ranks;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;
import subtext.text.Tokenizer;

/**
 * Measures a model on a corpus: in the type of its parameters, with dropout off, without gradients.
 * The noise of a sentence is keyed by its number in the corpus, so that neither the size of the
 * batches nor their order changes a figure. B batch, N sentences, Z latent.
 */
public final class Evaluator {
  /** Batches of the reference implementation of mi_batch (He et al. 2019). */
  private static final int MI_BATCH = 32;

  private final Network network;
  private final long seed;
  private final int batch;
  private final @Nullable Prior prior;
  private final Ranks ranks;
  private final CorpusProgress progress;

  /**
   * @param seed of the draws of z, of the exchange of z, and of which sentences are measured
   * @param batch sentences at a time, at most; a matter of memory and speed
   */
  public Evaluator(Network network, long seed, int batch) {
    this(network, seed, batch, null, Ranks.SINGLE, CorpusProgress.SILENT);
  }

  private Evaluator(
      Network network,
      long seed,
      int batch,
      @Nullable Prior prior,
      Ranks ranks,
      CorpusProgress progress) {
    Allowed.atLeast("batch", batch, 1);
    this.network = network;
    this.seed = seed;
    this.batch = batch;
    this.prior = prior;
    this.ranks = ranks;
    this.progress = progress;
  }

  /** Measures a part of the sentences in each process; all of them then have the same figures. */
  public Evaluator among(Ranks processes) {
    return new Evaluator(network, seed, batch, prior, processes, progress);
  }

  /**
   * Measures kl and both bounds against {@code other} instead of the model's own prior. Where the
   * KL has no closed form, it is estimated with the draw of z that rec has.
   *
   * @param other null for the model's own
   */
  public Evaluator under(@Nullable Prior other) {
    return new Evaluator(network, seed, batch, other, ranks, progress);
  }

  /**
   * Tells {@code listener} how far the bounds, which take nearly all of the time, are. It counts in
   * tokens, of all the sentences that it is asked for.
   */
  public Evaluator telling(CorpusProgress listener) {
    return new Evaluator(network, seed, batch, prior, ranks, listener);
  }

  /** The figures of {@code corpus}, without reconstructions and without a verdict. */
  public Evaluation evaluate(TokenCache corpus, EvaluationSettings settings) {
    Sentences sentences = Sentences.of(corpus, settings.maxSentences(), seed);
    Vae vae = network.asVae();
    return vae == null
        ? Evaluation.ofLanguageModel(
            sentences.predictions(network.decoder()), languageModelNats(sentences))
        : evaluate(vae, sentences, settings.iwaeSamples());
  }

  /**
   * All that can be measured: as {@link #evaluate}, and for a model with a latent variable its
   * reconstructions and the verdict.
   *
   * @param languageModelNll see {@link Alive#judge}
   */
  public Evaluation judge(
      TokenCache corpus,
      EvaluationSettings settings,
      Tokenizer tokenizer,
      OperatingPoint point,
      @Nullable Double languageModelNll) {
    Evaluation found = evaluate(corpus, settings);
    if (network.asVae() == null) {
      return found;
    }
    ReconstructionF1 f1 = reconstructions(corpus, tokenizer, 0);
    Evaluation whole = f1 == null ? found : found.with(f1);
    return whole.with(Alive.judge(whole, point, languageModelNll));
  }

  private double[] languageModelNats(Sentences sentences) {
    double[] nats = new double[sentences.size()];
    Shares shares =
        eachBatch(
            sentences,
            progress,
            (place, x, pass) -> put(network.terms(x, pass).reconstruction_B(), nats, place));
    shares.complete(nats, nats.length);
    return nats;
  }

  private Evaluation evaluate(Vae vae, Sentences sentences, int samples) {
    Measured measured = Measured.of(sentences.size(), vae, samples);
    measured.complete(
        eachBatch(sentences, progress, (place, x, pass) -> measure(vae, x, pass, measured, place)));
    Latents latents = measured.latents();
    Device device = vae.parameters().device();
    return measured.summary(
        sentences.predictions(vae.likelihood()),
        latents.mutualInformation(device),
        latents.mutualInformation(device, MI_BATCH),
        usage(vae, sentences, measured),
        (prior == null ? vae.prior() : prior).name());
  }

  private void measure(Vae vae, Observed x, Pass pass, Measured measured, int place) {
    Posterior q = vae.posterior(x, pass);
    Draw draw = q.draw(pass.noise(), 0, pass.examples());
    Prior against = prior == null ? vae.prior() : prior;
    measured.latents().put(place, q, draw.z_BZ());
    put(vae.likelihood().reconstruction_B(x, draw.z_BZ(), pass), measured.rec(), place);
    if (!vae.posteriors().hasDensity()) {
      return;
    }
    Divergence kl = against.of(q, draw);
    put(kl.nats_B(), measured.kl(), place);
    measured.estimatedKl().set(place, place + pass.examples().length, !kl.exact());
    Tensor normal_BZ = new StandardNormal(vae.latent()).exact_BD(q);
    if (normal_BZ != null) {
      put(normal_BZ, measured.klPerDimension(), place * vae.latent());
    }
    if (measured.samples() > 0) {
      ImportanceWeighted bound =
          new ImportanceWeighted(vae.likelihood(), against, measured.samples());
      put(bound.nll(x, q, pass), measured.iwae(), place);
    }
  }

  /**
   * What rec loses with the z of another sentence of the same length; sentences that are alone with
   * their length are left out.
   */
  private double[] usage(Vae vae, Sentences sentences, Measured measured) {
    int[] partners = sentences.partners(seed);
    double[] exchanged = new double[sentences.size()];
    Shares shares =
        eachBatch(
            sentences,
            (place, x, pass) -> {
              int[] places =
                  IntStream.range(place, place + pass.examples().length)
                      .map(i -> partners[i] < 0 ? i : partners[i])
                      .toArray();
              Latents latents = measured.latents();
              Tensor z_BZ = latents.rows_BZ(latents.draws(), places, vae.parameters());
              put(vae.likelihood().reconstruction_B(x, z_BZ, pass), exchanged, place);
            });
    shares.complete(exchanged, exchanged.length);
    return IntStream.range(0, exchanged.length)
        .filter(i -> partners[i] >= 0)
        .mapToDouble(i -> exchanged[i] - measured.rec()[i])
        .toArray();
  }

  /**
   * What of the sentences' content their greedy reconstructions keep, from the means of their own
   * posteriors and from those of other sentences of the same length. Sentences that are alone with
   * their length are left out.
   *
   * @param most sentences to reconstruct, drawn by the seed; 0 for all
   * @return null for a model without a latent variable or of no text, and where no sentence with a
   *     content word has a partner
   */
  public @Nullable ReconstructionF1 reconstructions(
      TokenCache corpus, Tokenizer tokenizer, long most) {
    Vae vae = network.asVae();
    if (vae == null || !(vae.likelihood() instanceof Decoder)) {
      return null;
    }
    Sentences sentences = Sentences.of(corpus, most, seed);
    Latents latents = Latents.of(sentences.size(), vae);
    latents.complete(
        eachBatch(
            sentences,
            (place, x, pass) -> {
              Posterior q = vae.posterior(x, pass);
              latents.put(place, q, q.location_BZ());
            }));
    return new Reconstructions(vae, tokenizer, batch)
        .compare(sentences, latents, sentences.partners(seed));
  }

  private static void put(Tensor values, double[] target, int at) {
    put(values.toDoubles(), target, at);
  }

  private static void put(double[] values, double[] target, int place) {
    System.arraycopy(values, 0, target, place, values.length);
  }

  /** What is done with the batch whose first sentence is at {@code place}. */
  private interface Work {
    void on(int place, Observed x, Pass pass);
  }

  private Shares eachBatch(Sentences sentences, Work work) {
    return eachBatch(sentences, CorpusProgress.SILENT, work);
  }

  /** Does it with the batches that are this process's. */
  private Shares eachBatch(Sentences sentences, CorpusProgress listener, Work work) {
    Shares shares = new Shares(ranks);
    Noise noise = new Noise(seed, 0);
    Device device = network.parameters().device();
    long all = sentences.tokens(0, sentences.size());
    long done = 0;
    int count;
    for (int place = 0; place < sentences.size(); place += count) {
      listener.at(done, all);
      count = count(sentences, place);
      done += sentences.tokens(place, count);
      if (!shares.takes(place, count)) {
        continue;
      }
      int start = place;
      Batch part = sentences.batch(place, count);
      try (Scope scope = Scope.open()) {
        Autograd.withoutResult(
            () ->
                work.on(start, Observed.of(part, device), Pass.evaluation(noise, part.examples())));
      }
    }
    return shares;
  }

  private int count(Sentences sentences, int place) {
    int most = Math.min(batch, sentences.size() - place);
    long time = sentences.length(place + most - 1) + 1L;
    Likelihood likelihood = network.likelihood();
    return likelihood == null ? most : Math.min(most, likelihood.examplesAtATime(time));
  }
}
