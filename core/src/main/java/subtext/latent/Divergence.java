package subtext.latent;

import subtext.tensor.Tensor;

/**
 * KL(q(z|x) || p(z)) of B sentences, in nats.
 *
 * @param nats_BD in parts that add up: one for each latent dimension where the divergence falls
 *     into such, else one for all
 * @param exact whether it is a closed form, and not an estimate from the draw of z
 */
public record Divergence(Tensor nats_BD, boolean exact) {
  /** The whole of each sentence [B]. */
  public Tensor nats_B() {
    return nats_BD.sum(1);
  }
}
