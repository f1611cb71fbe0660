package subtext.decoder;

import org.jspecify.annotations.Nullable;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.tensor.Device;
import subtext.tensor.Tensor;

/** p(x|z): what a sample of z says of the data. B batch, Z latent. */
public interface Likelihood {
  /**
   * -log p(x|z) of each example [B], in nats, summed over its parts. In the type of the parameters,
   * whatever precision the scores were computed in.
   *
   * @param z_BZ null for a model without a latent variable
   */
  Tensor reconstruction_B(Observed x, @Nullable Tensor z_BZ, Pass pass);

  /** Predictions that log p(x|z) of an example of {@code length} tokens sums over. */
  default long predictions(int length) {
    return length + 1L;
  }

  /** Numbers that are computed at a time for one example of {@code time} predictions. */
  long scores(long time);

  /**
   * How many examples of {@code time} predictions are best scored at a time without gradients, at
   * least 1. On a processor the states of more leave its caches: four times as many take 1.2 times
   * as long.
   */
  default int examplesAtATime(long time) {
    long most = device().kind() == Device.Kind.CPU ? 1L << 22 : 1L << 27;
    return Math.clamp(most / scores(time), 1, Integer.MAX_VALUE);
  }

  /**
   * The parameter that the scores of a vocabulary are products with, if the loss depends on it by
   * nothing else; null for none.
   */
  default @Nullable Tensor scoreTable() {
    return null;
  }

  Device device();
}
