package subtext.model;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import subtext.config.Allowed;
import subtext.decoder.Likelihood;
import subtext.latent.Draw;
import subtext.latent.Posterior;
import subtext.latent.Prior;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.objective.LogMeanExp;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

/**
 * The importance-weighted bound of Burda et al. (2016): {@code -log p(x) <= log k - logsumexp over
 * k samples of (log p(z) + log p(x|z) - log q(z|x))}. Samples are decoded a few at a time, as
 * memory allows, and their weights added up as they come, so that k is whatever it is. B batch, S
 * samples, Z latent.
 *
 * @param likelihood p(x|z)
 * @param prior p(z)
 * @param samples k
 */
public record ImportanceWeighted(Likelihood likelihood, Prior prior, int samples) {
  public ImportanceWeighted {
    Allowed.atLeast("samples", samples, 1);
  }

  /**
   * The bound of each sentence [B], in nats. Sample s of an example is keyed by (noise, s,
   * example).
   *
   * @param q the posterior of {@code x}
   */
  public double[] nll(Observed x, Posterior q, Pass pass) {
    long most = likelihood.examplesAtATime(x.time()) / x.batch();
    return nll(x, q, pass, Math.clamp(most, 1, samples));
  }

  /**
   * The same with {@code chunk} samples at a time: one where prior and likelihood know each example
   * by its row.
   */
  double[] nll(Observed x, Posterior q, Pass pass, int chunk) {
    LogMeanExp bound = new LogMeanExp(x.counts().length);
    for (int first = 0; first < samples; first += chunk) {
      int count = Math.min(chunk, samples - first);
      bound.add(logWeights(x, q, pass, first, count));
    }
    return Arrays.stream(bound.value_B()).map(nats -> -nats).toArray();
  }

  /** log p(z) + log p(x|z) - log q(z|x) of samples {@code first} and following, [B * S]. */
  private double[] logWeights(Observed x, Posterior q, Pass pass, int first, int count) {
    try (Scope scope = Scope.open()) {
      List<Draw> draws =
          IntStream.range(first, first + count)
              .mapToObj(s -> q.draw(pass.noise(), s, pass.examples()))
              .toList();
      Tensor z_NZ = beside(draws, Draw::z_BZ).reshape(x.batch() * count, -1);
      double[] weights = prior.logDensity_B(z_NZ).toDoubles();
      double[] posterior = beside(draws, Draw::logDensity_B).reshape(-1).toDoubles();
      double[] nats =
          likelihood.reconstruction_B(x.repeat(count), z_NZ, pass.repeat(count)).toDoubles();
      Arrays.setAll(weights, i -> weights[i] - nats[i] - posterior[i]);
      return weights;
    }
  }

  /** What {@code figure} says of each draw, side by side: [B, S, ...]. */
  private static Tensor beside(List<Draw> draws, Function<Draw, Tensor> figure) {
    return Tensor.stack(1, draws.stream().map(figure).toList());
  }
}
