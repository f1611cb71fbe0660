package subtext.recipe;

import subtext.config.Allowed;
import subtext.latent.SamplingPrior;

/**
 * What new sentences are drawn from: the section {@code sampling} of a recipe.
 *
 * @param prior whether z comes from the prior of the objective, or from a mixture fitted to the
 *     aggregate posterior when training is over
 * @param components of the mixture
 * @param iterations of its fit
 * @param spread factor of its standard deviations once it is fitted, in (0, 1]: below 1, draws keep
 *     nearer to what was trained on
 * @param temperature that tokens are drawn with: z brings variety of its own, so that less of it is
 *     needed here than in a language model
 */
public record SamplingConfig(
    SamplingPrior prior, int components, int iterations, double spread, double temperature) {
  public static final SamplingConfig DEFAULT =
      new SamplingConfig(SamplingPrior.STANDARD, 100, 20, 1, 1);

  public SamplingConfig {
    Allowed.between("components", components, 1, 10_000);
    Allowed.between("iterations", iterations, 1, 10_000);
    Allowed.demand(spread > 0 && spread <= 1, "spread", spread, "above 0, at most 1");
    Allowed.between("temperature", temperature, 0.01, 100);
  }
}
