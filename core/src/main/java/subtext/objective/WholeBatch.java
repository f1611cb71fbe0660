package subtext.objective;

import java.util.Arrays;
import subtext.tensor.Ranks;
import subtext.tensor.Tensor;

/**
 * The batch that a process sees a part of, in one step. Whatever their parts hold and whatever
 * their loss asks for, all processes take part in one sum over them: by {@link #mean}, or else by
 * {@link #join}.
 */
public final class WholeBatch {
  private final Ranks ranks;
  private final double share;
  private final int latent;
  private boolean joined;

  /**
   * @param share of the batch's sentences that are this process's
   * @param latent dimensions of z
   */
  public WholeBatch(Ranks ranks, double share, int latent) {
    this.ranks = ranks;
    this.share = share;
    this.latent = latent;
  }

  /** A batch of which there is one part. */
  public static WholeBatch seen() {
    return new WholeBatch(Ranks.SINGLE, 1, 0);
  }

  /** Whether there are other parts. */
  boolean isSplit() {
    return ranks.size() > 1;
  }

  /**
   * The mean over the whole batch, without a gradient, where this part's is {@code mean_D}; to be
   * asked for once.
   */
  Tensor mean(Tensor mean_D) {
    joined = true;
    double[] own = mean_D.toDoubles();
    double[] weighed = new double[latent];
    Arrays.setAll(weighed, d -> d < own.length ? own[d] * share : 0);
    return Tensor.of(Arrays.copyOf(ranks.sum(weighed), own.length), own.length).to(mean_D);
  }

  /**
   * Takes part in the others' {@link #mean} where this process has not asked for it: its part is
   * empty, or its loss compares no KL.
   */
  public void join() {
    if (!joined) {
      joined = true;
      ranks.sum(new double[latent]);
    }
  }
}
