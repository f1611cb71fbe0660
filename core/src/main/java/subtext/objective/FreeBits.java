package subtext.objective;

import subtext.config.Allowed;
import subtext.tensor.Tensor;

/** A KL that the loss does not count, so that the posterior may carry it (Kingma et al. 2016). */
public sealed interface FreeBits {
  FreeBits DEFAULT = new None();

  /**
   * What the loss counts of {@code kl_BD}, averaged over the batch: a scalar. Of the parts of a
   * batch, weighed by their shares, it adds up to what is counted of the whole, and so do the
   * gradients.
   *
   * @param kl_BD of each latent dimension, or where it does not fall into dimensions in one part
   * @param whole the batch that {@code kl_BD} is of, or of a part of
   */
  Tensor counted(Tensor kl_BD, WholeBatch whole);

  /** Whether what is counted of a sentence depends on the others of its batch. */
  boolean comparesMeans();

  /** Every nat counts. */
  record None() implements FreeBits {
    @Override
    public Tensor counted(Tensor kl_BD, WholeBatch whole) {
      return kl_BD.sum(1).mean();
    }

    @Override
    public boolean comparesMeans() {
      return false;
    }
  }

  /**
   * The KL of a dimension counts only above {@code nats}.
   *
   * @param batchMean whether the mean over the batch is compared, or (as Li et al. 2019 do) each
   *     example
   */
  record PerDimension(double nats, boolean batchMean) implements FreeBits {
    public static final PerDimension DEFAULT = new PerDimension(0.25, false);

    public PerDimension {
      Allowed.atLeast("nats", nats, 0);
    }

    @Override
    public Tensor counted(Tensor kl_BD, WholeBatch whole) {
      return batchMean
          ? above(nats, kl_BD.mean(0), whole).sum()
          : kl_BD.clampMin(nats).sum(1).mean();
    }

    @Override
    public boolean comparesMeans() {
      return batchMean;
    }
  }

  /**
   * The KL of the whole latent variable, averaged over the batch, counts only above {@code nats}.
   */
  record Total(double nats) implements FreeBits {
    public static final Total DEFAULT = new Total(8);

    public Total {
      Allowed.atLeast("nats", nats, 0);
    }

    @Override
    public Tensor counted(Tensor kl_BD, WholeBatch whole) {
      return above(nats, kl_BD.sum(1).mean().reshape(1), whole).sum();
    }

    @Override
    public boolean comparesMeans() {
      return true;
    }
  }

  /** {@code mean_D} where the mean over the whole batch is at least {@code nats}, else that. */
  private static Tensor above(double nats, Tensor mean_D, WholeBatch whole) {
    return whole.isSplit()
        ? mean_D.maskedFill(whole.mean(mean_D).lt(nats), nats)
        : mean_D.clampMin(nats);
  }
}
