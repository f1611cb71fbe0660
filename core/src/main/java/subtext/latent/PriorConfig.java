package subtext.latent;

/** Family of the prior p(z) that the KL is measured against. */
public sealed interface PriorConfig {
  PriorConfig DEFAULT = new Normal();

  /** The standard normal distribution. */
  record Normal() implements PriorConfig {}
}
