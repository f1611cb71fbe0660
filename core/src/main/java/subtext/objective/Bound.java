package subtext.objective;

import subtext.config.Allowed;

/** What of log p(x) training makes great, or what stands in its place. */
public sealed interface Bound {
  Bound DEFAULT = new Elbo();

  /**
   * E_q[log p(x|z)] - KL(q(z|x) || p(z)) (Kingma and Welling 2014); with a weight of the KL other
   * than 1, beta-VAE (Higgins et al. 2017).
   */
  record Elbo() implements Bound {}

  /**
   * log of the mean of p(x, z) / q(z|x) over several draws of z (Burda et al. 2016). A weight of
   * the KL other than 1 weighs log q(z|x) - log p(z); free bits do not apply.
   *
   * @param samples k
   */
  record Iwae(int samples) implements Bound {
    public static final Iwae DEFAULT = new Iwae(5);

    public Iwae {
      Allowed.between("samples", samples, 1, 1000);
    }
  }

  /**
   * The ELBO and a maximum mean discrepancy between the draws of a batch and the prior's: InfoVAE
   * (Zhao et al. 2019); with a weight of the KL of 0, or posterior {@code delta}, a Wasserstein
   * autoencoder (Tolstikhin et al. 2018).
   *
   * @param discrepancy its weight
   */
  record InfoVae(double discrepancy) implements Bound {
    public static final InfoVae DEFAULT = new InfoVae(10);

    public InfoVae {
      Allowed.atLeast("discrepancy", discrepancy, 0);
    }
  }
}
