package subtext.objective;

import org.jspecify.annotations.Nullable;
import subtext.tensor.Tensor;

/**
 * The two terms of the negative ELBO, per example, in nats.
 *
 * @param reconstruction_B -log p(x|z) with one sample of z
 * @param kl_BZ KL(q(z|x) || p(z)) of each latent dimension; null for a model without a latent
 *     variable
 */
public record Terms(Tensor reconstruction_B, @Nullable Tensor kl_BZ) {
  /** KL of each example [B], or null. */
  public @Nullable Tensor kl_B() {
    return kl_BZ == null ? null : kl_BZ.sum(1);
  }
}
