package subtext.latent;

import subtext.tensor.Tensor;

/** The densities of K distributions, ready for many z. */
public interface Densities {
  /** log q_k(z_n) of each z under each of them [N, K], in float64: nats. */
  Tensor at(Tensor z_NZ);
}
