package subtext.eval;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import subtext.metric.Interval;

/**
 * The figures of a model on a corpus, each to the definition in {@code docs/metrics.md}. Nats a
 * sentence unless it says otherwise; null where a figure is not defined or was not asked for.
 *
 * @param sentences measured
 * @param tokens predictions of all sentences: n + 1 for each of n tokens, the end counts
 * @param nll -log p(x), or for a model with a latent variable the negative ELBO: rec + kl
 * @param nllIwae the importance-weighted bound
 * @param ppl exp(total nats / tokens) by {@code nll}
 * @param pplIwae exp(total nats / tokens) by {@code nllIwae}
 * @param rec cross entropy of the tokens given one draw of z
 * @param kl KL(q(z|x) || p(z))
 * @param klExact whether kl is a closed form, and not estimated from one draw of z a sentence
 * @param mi mutual information of x and z over all sentences
 * @param miBatch the same within batches of 32 of like lengths, at most log 32 but for the noise of
 *     the draws
 * @param au active units: dimensions whose posterior mean varies by 0.01 or more
 * @param usage what rec loses when sentences of equal length exchange their z
 * @param klPerDimension KL to the standard normal distribution of each latent dimension [Z]; empty
 *     without a latent variable
 * @param meanVariances variance over the sentences (with N - 1) of each dimension of the posterior
 *     mean [Z]; empty without a latent variable, NaN for one sentence
 * @param iwaeSamples k of the importance-weighted bound, 0 for none
 * @param prior what kl and the bounds are measured against: its {@linkplain
 *     subtext.latent.Prior#name name}
 * @param errors standard errors of the means
 * @param contentF1 how much of a sentence's content its reconstruction keeps
 * @param alive the verdict
 */
@SuppressWarnings("ArrayRecordComponent")
public record Evaluation(
    long sentences,
    long tokens,
    double nll,
    @Nullable Double nllIwae,
    double ppl,
    @Nullable Double pplIwae,
    double rec,
    @Nullable Double kl,
    @Nullable Boolean klExact,
    @Nullable Double mi,
    @Nullable Double miBatch,
    @Nullable Integer au,
    @Nullable Double usage,
    double[] klPerDimension,
    double[] meanVariances,
    int iwaeSamples,
    @Nullable String prior,
    Errors errors,
    @Nullable ReconstructionF1 contentF1,
    @Nullable Alive alive)
    implements Figures {

  /**
   * Standard errors over the sentences, in nats a sentence.
   *
   * @param usageSentences sentences that usage is over: those that share their length with another
   */
  public record Errors(
      double nll,
      @Nullable Double nllIwae,
      double rec,
      @Nullable Double kl,
      @Nullable Double usage,
      long usageSentences) {}

  /** The figures of a model without a latent variable, from its nats for each sentence. */
  static Evaluation ofLanguageModel(long tokens, double[] nats) {
    Interval nll = Interval.of(nats);
    double ppl = perplexity(nll, tokens);
    double error = nll.standardError();
    return new Evaluation(
        nats.length,
        tokens,
        nll.mean(),
        null,
        ppl,
        null,
        nll.mean(),
        null,
        null,
        null,
        null,
        null,
        null,
        new double[0],
        new double[0],
        0,
        null,
        new Errors(error, null, error, null, null, 0),
        null,
        null);
  }

  /**
   * The evaluation of a model with a latent variable of which {@code numbers} are known, as {@link
   * Figures#numbers} names them: what a model folder keeps. Of the dimensions nothing is known.
   */
  public static Evaluation of(Map<String, Double> numbers, int latent) {
    double[] unknown = new double[latent];
    Arrays.fill(unknown, Double.NaN);
    Double au = numbers.get("au");
    Double own = numbers.get("f1");
    Double shuffled = numbers.get("f1_shuffled");
    return new Evaluation(
        numbers.getOrDefault("sentences", 0.0).longValue(),
        numbers.getOrDefault("tokens", 0.0).longValue(),
        numbers.getOrDefault("nll", Double.NaN),
        numbers.get("nll_iwae"),
        numbers.getOrDefault("ppl", Double.NaN),
        numbers.get("ppl_iwae"),
        numbers.getOrDefault("rec", Double.NaN),
        numbers.get("kl"),
        null,
        numbers.get("mi"),
        numbers.get("mi_batch"),
        au == null ? null : au.intValue(),
        numbers.get("usage"),
        unknown,
        unknown.clone(),
        numbers.getOrDefault("iwae_samples", 0.0).intValue(),
        null,
        new Errors(Double.NaN, null, Double.NaN, null, null, 0),
        own == null || shuffled == null
            ? null
            : new ReconstructionF1(unsure(own), unsure(shuffled)),
        null);
  }

  private static Interval unsure(double mean) {
    return new Interval(mean, Double.NaN, 1);
  }

  static double perplexity(Interval nats, long tokens) {
    return Math.exp(nats.mean() * nats.count() / tokens);
  }

  /** Size of z; 0 for a model without one. */
  public int latent() {
    return meanVariances.length;
  }

  /** The best bound on -log p(x) that was measured. */
  @Override
  public double bound() {
    return nllIwae == null ? nll : nllIwae;
  }

  /** With the reconstructions measured as well. */
  public Evaluation with(ReconstructionF1 f1) {
    return with(f1, alive);
  }

  /** With a verdict. */
  public Evaluation with(Alive verdict) {
    return with(contentF1, verdict);
  }

  private Evaluation with(@Nullable ReconstructionF1 f1, @Nullable Alive verdict) {
    return new Evaluation(
        sentences,
        tokens,
        nll,
        nllIwae,
        ppl,
        pplIwae,
        rec,
        kl,
        klExact,
        mi,
        miBatch,
        au,
        usage,
        klPerDimension,
        meanVariances,
        iwaeSamples,
        prior,
        errors,
        f1,
        verdict);
  }

  @Override
  public Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("sentences", sentences);
    map.put("tokens", tokens);
    map.put("nll", finite(nll));
    map.put("nll_iwae", finite(nllIwae));
    map.put("ppl", finite(ppl));
    map.put("ppl_iwae", finite(pplIwae));
    map.put("rec", finite(rec));
    map.put("kl", finite(kl));
    map.put("mi", finite(mi));
    map.put("mi_batch", finite(miBatch));
    map.put("au", au);
    map.put("usage", finite(usage));
    map.put("alive", alive == null ? null : alive.holds());
    map.put("kl_exact", klExact);
    map.put("iwae_samples", iwaeSamples);
    map.put("prior", prior);
    map.put("f1", contentF1 == null ? null : finite(contentF1.own().mean()));
    map.put("f1_shuffled", contentF1 == null ? null : finite(contentF1.shuffled().mean()));
    map.put("nll_error", finite(errors.nll));
    map.put("nll_iwae_error", finite(errors.nllIwae));
    map.put("usage_error", finite(errors.usage));
    return map;
  }

  static @Nullable Double finite(@Nullable Double value) {
    return value == null || !Double.isFinite(value) ? null : value;
  }
}
