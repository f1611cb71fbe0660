package subtext.objective;

import subtext.config.Allowed;
import subtext.tensor.Tensor;

/** A KL that the loss does not count, so that the posterior may carry it (Kingma et al. 2016). */
public sealed interface FreeBits {
  FreeBits DEFAULT = new None();

  /**
   * What the loss counts of {@code kl_BD}, averaged over the batch: a scalar.
   *
   * @param kl_BD of each latent dimension, or where it does not fall into dimensions in one part
   */
  Tensor counted(Tensor kl_BD);

  /** Every nat counts. */
  record None() implements FreeBits {
    @Override
    public Tensor counted(Tensor kl_BD) {
      return kl_BD.sum(1).mean();
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
    public Tensor counted(Tensor kl_BD) {
      return batchMean ? kl_BD.mean(0).clampMin(nats).sum() : kl_BD.clampMin(nats).sum(1).mean();
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
    public Tensor counted(Tensor kl_BD) {
      return kl_BD.sum(1).mean().clampMin(nats);
    }
  }
}
