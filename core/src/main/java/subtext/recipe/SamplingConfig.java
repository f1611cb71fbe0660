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
 */
public record SamplingConfig(SamplingPrior prior, int components, int iterations) {
  public static final SamplingConfig DEFAULT = new SamplingConfig(SamplingPrior.STANDARD, 100, 20);

  public SamplingConfig {
    Allowed.between("components", components, 1, 10_000);
    Allowed.between("iterations", iterations, 1, 10_000);
  }
}
