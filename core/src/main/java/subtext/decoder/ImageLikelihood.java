package subtext.decoder;

import subtext.data.ImageSize;
import subtext.tensor.Tensor;

/** p(x|z) of images: pixels that are independent given z. B batch, Z latent, N pixels. */
public interface ImageLikelihood extends Likelihood {
  ImageSize size();

  /** E[x|z], the mean of each pixel [B, N], in [0, 1]: the image that is shown of z. */
  Tensor mean_BN(Tensor z_BZ);

  /** A prediction for each pixel. */
  @Override
  default long predictions(int length) {
    return size().pixels();
  }
}
