package subtext.objective;

import java.util.Arrays;
import subtext.tensor.Ranks;
import subtext.tensor.Tensor;

/**
 * The batch that a process sees a part of.
 *
 * @param share of its sentences that are this process's
 * @param latent dimensions of z
 */
public record WholeBatch(Ranks ranks, double share, int latent) {
  /** A batch of which there is one part. */
  public static final WholeBatch SEEN = new WholeBatch(Ranks.SINGLE, 1, 0);

  /** Whether there are other parts. */
  boolean isSplit() {
    return ranks.size() > 1;
  }

  /**
   * The mean over the whole batch, without a gradient, where this part's is {@code mean_D}. Every
   * process must ask for it, or say that it has {@link #none}.
   */
  Tensor mean(Tensor mean_D) {
    double[] own = mean_D.toDoubles();
    double[] weighed = new double[latent];
    Arrays.setAll(weighed, d -> d < own.length ? own[d] * share : 0);
    return Tensor.of(Arrays.copyOf(ranks.sum(weighed), own.length), own.length).to(mean_D);
  }

  /** Takes part in {@link #mean} without a sentence. */
  public void none() {
    ranks.sum(new double[latent]);
  }
}
