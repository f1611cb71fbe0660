package subtext.schedule;

import subtext.config.Allowed;

/** Factor by which the optimiser's learning rate is multiplied over time. */
public sealed interface LearningRate {
  LearningRate DEFAULT = new Constant();

  /**
   * The factor, from 0 to 1.
   *
   * @param epoch epochs since training began, 0 or more, fractions included
   * @param totalEpochs epochs that training may last
   * @param decays how often validation has stalled so far; only {@link Plateau} looks at it
   */
  double factor(double epoch, double totalEpochs, int decays);

  /** The full rate always. */
  record Constant() implements LearningRate {
    @Override
    public double factor(double epoch, double totalEpochs, int decays) {
      return 1;
    }
  }

  /** Rises from 0 during the warm-up, then falls in a straight line to 0 at the last epoch. */
  record LinearDecay(double warmupEpochs) implements LearningRate {
    public static final LinearDecay DEFAULT = new LinearDecay(0);

    public LinearDecay {
      Allowed.atLeast("warmupEpochs", warmupEpochs, 0);
    }

    @Override
    public double factor(double epoch, double totalEpochs, int decays) {
      return epoch < warmupEpochs
          ? epoch / warmupEpochs
          : 1 - progress(epoch, warmupEpochs, totalEpochs);
    }
  }

  /**
   * Rises from 0 during the warm-up, then falls along half a cosine to 0 at the last epoch:
   * Loshchilov and Hutter 2017, equation 5, without restarts.
   */
  record Cosine(double warmupEpochs) implements LearningRate {
    public static final Cosine DEFAULT = new Cosine(0);

    public Cosine {
      Allowed.atLeast("warmupEpochs", warmupEpochs, 0);
    }

    @Override
    public double factor(double epoch, double totalEpochs, int decays) {
      return epoch < warmupEpochs
          ? epoch / warmupEpochs
          : (1 + Math.cos(Math.PI * progress(epoch, warmupEpochs, totalEpochs))) / 2;
    }
  }

  /**
   * {@code factor^min(decays, maxDecays)} after the warm-up: multiplied by {@code factor} each time
   * that validation has not improved for {@code patience} epochs, as He et al. 2019 and Li et al.
   * 2019 train. A model that is not alive is no improvement.
   *
   * @param patience epochs without improvement that make one decay
   * @param warmupEpochs in which it rises from 0, as large batches need it (Goyal et al. 2017)
   */
  record Plateau(double factor, int maxDecays, int patience, double warmupEpochs)
      implements LearningRate {
    public static final Plateau DEFAULT = new Plateau(0.5, 5, 2);

    /** Without a warm-up. */
    public Plateau(double factor, int maxDecays, int patience) {
      this(factor, maxDecays, patience, 0);
    }

    public Plateau {
      Allowed.demand(factor > 0 && factor < 1, "factor", factor, "above 0, below 1");
      Allowed.between("maxDecays", maxDecays, 0, 1000);
      Allowed.between("patience", patience, 1, 1000);
      Allowed.atLeast("warmupEpochs", warmupEpochs, 0);
    }

    @Override
    public double factor(double epoch, double totalEpochs, int decays) {
      double rise = epoch < warmupEpochs ? epoch / warmupEpochs : 1;
      return rise * Math.pow(factor, Math.min(decays, maxDecays));
    }
  }

  /** Share of the time after the warm-up that has passed, from 0 to 1. */
  private static double progress(double epoch, double warmupEpochs, double totalEpochs) {
    double left = totalEpochs - warmupEpochs;
    return left <= 0 ? 1 : Math.min(1, (epoch - warmupEpochs) / left);
  }
}
