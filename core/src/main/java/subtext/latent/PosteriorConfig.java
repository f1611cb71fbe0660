package subtext.latent;

/** Family of the posterior q(z|x). */
public sealed interface PosteriorConfig {
  PosteriorConfig DEFAULT = new Gaussian();

  /** A normal distribution with a diagonal covariance (Kingma and Welling 2014). */
  record Gaussian() implements PosteriorConfig {}
}
