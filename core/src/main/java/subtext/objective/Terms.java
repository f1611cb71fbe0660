package subtext.objective;

import org.jspecify.annotations.Nullable;
import subtext.tensor.Tensor;

/**
 * The two terms of the negative ELBO, per example, in nats.
 *
 * @param reconstruction_B -log p(x|z) with one sample of z
 * @param kl_BD KL(q(z|x) || p(z)) in parts that add up, of each latent dimension where it falls
 *     into such; null for a model without a latent variable
 */
public record Terms(Tensor reconstruction_B, @Nullable Tensor kl_BD) {
  /** KL of each example [B], or null. */
  public @Nullable Tensor kl_B() {
    return kl_BD == null ? null : kl_BD.sum(1);
  }
}
