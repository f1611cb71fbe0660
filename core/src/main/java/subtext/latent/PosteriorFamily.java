package subtext.latent;

import subtext.tensor.Tensor;

/** A family of posteriors, with the weights that read one from a sentence. B batch, F features. */
public interface PosteriorFamily {
  /**
   * The posteriors of sentences with the features {@code features_BF}, in the type of the
   * parameters, whatever precision the features were computed in.
   *
   * @param training whether this is a step of training
   */
  Posterior read(Tensor features_BF, boolean training);

  /** Whether there is a density, and so a divergence from a prior. */
  default boolean hasDensity() {
    return true;
  }

  /** P, how many statistics a posterior has. */
  int statistics();

  /** The posteriors that have the statistics {@code statistics_BP}. */
  Posterior of(Tensor statistics_BP);
}
