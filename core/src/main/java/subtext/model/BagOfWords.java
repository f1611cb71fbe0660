package subtext.model;

import org.jspecify.annotations.Nullable;
import subtext.nn.Linear;
import subtext.nn.Observed;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/**
 * Reads the words of a text from its z alone, whatever their order (Zhao et al. 2017), so that z
 * has to know them. B batch, T time, Z latent.
 *
 * @param weight of its cross entropy in the loss
 */
record BagOfWords(Linear words, double weight) {
  /** That of {@code config}, with fresh weights; null where it has none, or no z to read. */
  static @Nullable BagOfWords of(ModelConfig config, int vocabulary, Parameters parameters) {
    return config.bagOfWords() == 0 || config.latent() == 0
        ? null
        : new BagOfWords(
            Linear.create(
                parameters, "bagOfWords", config.latent(), vocabulary, config.initialWeights()),
            config.bagOfWords());
  }

  /** The cross entropy of the words of each text of {@code x}, weighed: [B]. */
  Tensor nats_B(Observed x, Tensor z_BZ) {
    Tensor nats_BT = words.forward(z_BZ).to(z_BZ).logSoftmax(1).gather(1, x.targets_BT());
    return nats_BT.mul(x.mask_BT()).sum(1).mul(-weight);
  }
}
