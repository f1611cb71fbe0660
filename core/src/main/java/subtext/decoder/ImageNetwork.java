package subtext.decoder;

import subtext.tensor.Tensor;

/** From z to a number for each pixel. B batch, Z latent, N pixels. */
interface ImageNetwork {
  /** Unbounded numbers [B, N]. */
  Tensor scores_BN(Tensor z_BZ);
}
