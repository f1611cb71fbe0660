package subtext.latent;

import subtext.config.Allowed;
import subtext.tensor.Parameters;

/** Family of the prior p(z) that the KL is measured against. */
public sealed interface PriorConfig {
  PriorConfig DEFAULT = new Normal();

  /**
   * The prior of a z of {@code latent} dimensions, with fresh weights where it has any.
   *
   * @param inputs reads learned pseudo-inputs
   */
  Prior create(Parameters parameters, int latent, PosteriorFamily family, PseudoInputs inputs);

  /** Whether z of {@code posterior} can come from this. */
  boolean suits(PosteriorConfig posterior);

  private static boolean isOnSphere(PosteriorConfig posterior) {
    return posterior instanceof PosteriorConfig.VonMisesFisher;
  }

  /** The standard normal distribution. */
  record Normal() implements PriorConfig {
    @Override
    public Prior create(
        Parameters parameters, int latent, PosteriorFamily family, PseudoInputs inputs) {
      return new StandardNormal(latent);
    }

    @Override
    public boolean suits(PosteriorConfig posterior) {
      return !isOnSphere(posterior);
    }
  }

  /**
   * A mixture of diagonal normal distributions that is trained with the model (Dilokthanakul et al.
   * 2016).
   */
  record Mixture(int components) implements PriorConfig {
    public static final Mixture DEFAULT = new Mixture(32);

    public Mixture {
      Allowed.between("components", components, 1, 65_536);
    }

    @Override
    public Prior create(
        Parameters parameters, int latent, PosteriorFamily family, PseudoInputs inputs) {
      return LearnedMixture.create(parameters, latent, components);
    }

    @Override
    public boolean suits(PosteriorConfig posterior) {
      return !isOnSphere(posterior) && !(posterior instanceof PosteriorConfig.Delta);
    }
  }

  /**
   * The mean of the posteriors of learned pseudo-inputs (Tomczak and Welling 2018).
   *
   * @param components pseudo-inputs
   * @param length of each, in tokens
   */
  record Vamp(int components, int length) implements PriorConfig {
    public static final Vamp DEFAULT = new Vamp(64, 10);

    public Vamp {
      Allowed.between("components", components, 1, 65_536);
      Allowed.between("length", length, 1, 1024);
    }

    @Override
    public Prior create(
        Parameters parameters, int latent, PosteriorFamily family, PseudoInputs inputs) {
      return new VampPrior(family, components, inputs.create(components, length));
    }

    @Override
    public boolean suits(PosteriorConfig posterior) {
      return !(posterior instanceof PosteriorConfig.Flow)
          && !(posterior instanceof PosteriorConfig.Delta);
    }
  }

  /**
   * The normal distribution that is near a symmetric Dirichlet distribution of softmax(z): topic
   * models (Srivastava and Sutton 2017).
   *
   * @param alpha of the Dirichlet distribution: below 1, shares that are large for few topics
   */
  record Dirichlet(double alpha) implements PriorConfig {
    public static final Dirichlet DEFAULT = new Dirichlet(1);

    public Dirichlet {
      Allowed.between("alpha", alpha, 1e-4, 1e4);
    }

    @Override
    public Prior create(
        Parameters parameters, int latent, PosteriorFamily family, PseudoInputs inputs) {
      return DirichletLaplace.of(latent, alpha);
    }

    @Override
    public boolean suits(PosteriorConfig posterior) {
      return !isOnSphere(posterior);
    }
  }

  /** The uniform distribution on the unit sphere. */
  record Uniform() implements PriorConfig {
    @Override
    public Prior create(
        Parameters parameters, int latent, PosteriorFamily family, PseudoInputs inputs) {
      return new UniformOnSphere(latent);
    }

    @Override
    public boolean suits(PosteriorConfig posterior) {
      return isOnSphere(posterior);
    }
  }
}
