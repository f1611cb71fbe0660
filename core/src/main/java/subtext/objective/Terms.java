package subtext.objective;

import org.jspecify.annotations.Nullable;
import subtext.tensor.Tensor;

/**
 * The two terms of the negative ELBO, per example, in nats, and what else training may need.
 *
 * @param reconstruction_B -log p(x|z) with one sample of z
 * @param kl_BD KL(q(z|x) || p(z)) in parts that add up, of each latent dimension where it falls
 *     into such; null for a model without a latent variable
 * @param z_BZ the sample; null likewise
 * @param auxiliary_B what the model adds to its loss, weighed; null for nothing
 */
public record Terms(
    Tensor reconstruction_B,
    @Nullable Tensor kl_BD,
    @Nullable Tensor z_BZ,
    @Nullable Tensor auxiliary_B) {

  /** Of a model without a latent variable. */
  public static Terms of(Tensor reconstruction_B) {
    return new Terms(reconstruction_B, null, null, null);
  }

  /** These with the nats of each example times {@code weights_B}. */
  public Terms times(Tensor weights_B) {
    return new Terms(
        reconstruction_B.mul(weights_B),
        kl_BD == null ? null : kl_BD.mul(weights_B.unsqueeze(1)),
        z_BZ,
        auxiliary_B == null ? null : auxiliary_B.mul(weights_B));
  }

  /** KL of each example [B], or null. */
  public @Nullable Tensor kl_B() {
    return kl_BD == null ? null : kl_BD.sum(1);
  }
}
