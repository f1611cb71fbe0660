package subtext.latent;

/** What z of new sentences is drawn from. */
public enum SamplingPrior {
  /** The standard normal distribution. */
  STANDARD,
  /** A {@link Mixture} fitted to the aggregate posterior after training. */
  MIXTURE
}
