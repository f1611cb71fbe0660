package subtext.eval;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import subtext.metric.Interval;
import subtext.model.Vae;

/**
 * What was measured of each of N sentences, in nats. N sentences, Z latent.
 *
 * @param rec [N]
 * @param kl [N]; empty for posteriors without a density
 * @param estimatedKl the sentences whose kl has no closed form
 * @param klPerDimension [N * Z] to the standard normal distribution, row by row; not a number where
 *     it does not fall into dimensions
 * @param iwae [N]; empty without samples
 * @param samples of the importance-weighted bound
 */
@SuppressWarnings("ArrayRecordComponent")
record Measured(
    Latents latents,
    double[] rec,
    double[] kl,
    BitSet estimatedKl,
    double[] klPerDimension,
    double[] iwae,
    int samples) {

  /** Room for {@code n} sentences. */
  static Measured of(int n, Vae vae, int samples) {
    boolean density = vae.posteriors().hasDensity();
    double[] klPerDimension = new double[n * vae.latent()];
    Arrays.fill(klPerDimension, Double.NaN);
    return new Measured(
        Latents.of(n, vae),
        new double[n],
        new double[density ? n : 0],
        new BitSet(),
        klPerDimension,
        new double[samples == 0 || !density ? 0 : n],
        density ? samples : 0);
  }

  /** Adds what other processes have found. */
  void complete(Shares shares) {
    latents.complete(shares);
    shares.complete(rec, rec.length);
    shares.complete(kl, rec.length);
    shares.complete(klPerDimension, rec.length);
    shares.complete(iwae, rec.length);
    shares.complete(estimatedKl, rec.length);
  }

  /**
   * The means.
   *
   * @param usage of the sentences that share their length with another
   */
  Evaluation summary(
      long tokens, @Nullable Double mi, @Nullable Double miBatch, double[] usage, String prior) {
    double[] negativeElbo = new double[rec.length];
    Arrays.setAll(negativeElbo, i -> kl.length == 0 ? rec[i] : rec[i] + kl[i]);
    Interval nll = Interval.of(negativeElbo);
    Interval reconstruction = Interval.of(rec);
    Interval divergence = interval(kl);
    Interval bound = interval(iwae);
    Interval lost = interval(usage);
    return new Evaluation(
        rec.length,
        tokens,
        nll.mean(),
        mean(bound),
        Evaluation.perplexity(nll, tokens),
        bound == null ? null : Evaluation.perplexity(bound, tokens),
        reconstruction.mean(),
        mean(divergence),
        divergence == null ? null : estimatedKl.isEmpty(),
        mi,
        miBatch,
        rec.length == 1 ? null : latents.activeUnits(),
        mean(lost),
        meanKlPerDimension(),
        latents.meanVariances(),
        samples,
        prior,
        new Evaluation.Errors(
            nll.standardError(),
            bound == null ? null : bound.standardError(),
            reconstruction.standardError(),
            divergence == null ? null : divergence.standardError(),
            lost == null ? null : lost.standardError(),
            usage.length),
        null,
        null);
  }

  private static @Nullable Interval interval(double[] values) {
    return values.length == 0 ? null : Interval.of(values);
  }

  private static @Nullable Double mean(@Nullable Interval interval) {
    return interval == null ? null : interval.mean();
  }

  private double[] meanKlPerDimension() {
    double[] mean = new double[latents.dimensions()];
    for (int i = 0; i < klPerDimension.length; i++) {
      mean[i % mean.length] += klPerDimension[i] / rec.length;
    }
    return Double.isNaN(mean[0]) ? new double[0] : mean;
  }
}
