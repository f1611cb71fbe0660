package subtext.latent;

import subtext.config.Allowed;
import subtext.tensor.Parameters;

/** Family of the posterior q(z|x). */
public sealed interface PosteriorConfig {
  PosteriorConfig DEFAULT = new Gaussian();

  /**
   * The family with fresh weights.
   *
   * @param features that posteriors are read from
   * @param bound of the uniform initial weights; 0 for a bound by their size
   */
  PosteriorFamily create(Parameters parameters, int features, int latent, double bound);

  /** A normal distribution with a diagonal covariance (Kingma and Welling 2014). */
  record Gaussian() implements PosteriorConfig {
    @Override
    public PosteriorFamily create(Parameters parameters, int features, int latent, double bound) {
      return new GaussianFamily(parameters, features, latent, bound);
    }
  }

  /**
   * The same with means that are normalised over the batch: BN-VAE (Zhu et al. 2020); or log
   * variances too, as in ProdLDA (Srivastava and Sutton 2017, with gamma 1).
   *
   * @param gamma standard deviation of the means, which keeps the KL at Z gamma^2 / 2 at least
   * @param variances whether the log variances are normalised too, to a standard deviation of 1
   */
  record BatchNorm(double gamma, boolean variances) implements PosteriorConfig {
    public static final BatchNorm DEFAULT = new BatchNorm(0.6, false);

    public BatchNorm {
      Allowed.above("gamma", gamma, 0);
    }

    @Override
    public PosteriorFamily create(Parameters parameters, int features, int latent, double bound) {
      return new NormalizedGaussianFamily(parameters, features, latent, bound, this);
    }
  }

  /**
   * A von Mises-Fisher distribution on the unit sphere (Xu and Durrett 2018), with the prior {@code
   * uniform} or {@code vamp}.
   *
   * @param concentration kappa, which sets the KL
   */
  record VonMisesFisher(double concentration) implements PosteriorConfig {
    public static final VonMisesFisher DEFAULT = new VonMisesFisher(80);

    public VonMisesFisher {
      Allowed.between("concentration", concentration, 1e-3, 1e5);
    }

    @Override
    public PosteriorFamily create(Parameters parameters, int features, int latent, double bound) {
      return new SphereFamily(parameters, features, latent, bound, concentration);
    }
  }

  /**
   * A normal distribution carried through inverse autoregressive flows (Kingma et al. 2016).
   *
   * @param steps flows one after the other
   * @param hidden size of each one's network, and of what it knows of the sentence
   */
  record Flow(int steps, int hidden) implements PosteriorConfig {
    public static final Flow DEFAULT = new Flow(2, 64);

    public Flow {
      Allowed.between("steps", steps, 1, 100);
      Allowed.between("hidden", hidden, 1, 65_536);
    }

    @Override
    public PosteriorFamily create(Parameters parameters, int features, int latent, double bound) {
      return new FlowFamily(parameters, features, latent, bound, steps, hidden);
    }
  }

  /** All mass at one point: a plain autoencoder. */
  record Delta() implements PosteriorConfig {
    @Override
    public PosteriorFamily create(Parameters parameters, int features, int latent, double bound) {
      return new PointFamily(parameters, features, latent, bound);
    }
  }
}
