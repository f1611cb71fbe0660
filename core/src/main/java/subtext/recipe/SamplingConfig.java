package subtext.recipe;

import subtext.config.Allowed;

/**
 * What new sentences are drawn from: the section {@code sampling} of a recipe.
 *
 * @param prior whether z comes from the prior of the objective, or from a mixture fitted to the
 *     aggregate posterior when training is over
 * @param components of the mixture
 * @param iterations of its fit
 */
public record SamplingConfig(Source prior, int components, int iterations) {
  public static final SamplingConfig DEFAULT = new SamplingConfig(Source.STANDARD, 100, 20);

  /** Distributions that z can be drawn from. */
  public enum Source {
    STANDARD,
    MIXTURE
  }

  public SamplingConfig {
    Allowed.between("components", components, 1, 10_000);
    Allowed.between("iterations", iterations, 1, 10_000);
  }
}
