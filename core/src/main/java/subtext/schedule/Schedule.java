package subtext.schedule;

import subtext.config.Allowed;

/** Weight of the KL term over time. */
public sealed interface Schedule {
  Schedule DEFAULT = Linear.DEFAULT;

  /**
   * The weight, 0 or more.
   *
   * @param epoch epochs since the phase began, 0 or more, fractions included
   */
  double weight(double epoch);

  /** Epochs until the weight has first reached its full height (99 % of it if it never does). */
  double warmup();

  /** The same weight always: beta-VAE, Higgins et al. 2017. */
  record Constant(double weight) implements Schedule {
    public static final Constant DEFAULT = new Constant(1);

    public Constant {
      Allowed.atLeast("weight", weight, 0);
    }

    @Override
    public double weight(double epoch) {
      return weight;
    }

    @Override
    public double warmup() {
      return 0;
    }
  }

  /**
   * {@code min(1, epoch / warmupEpochs)}: KL annealing, Bowman et al. 2016 section 3.1, in the
   * straight line of Sønderby et al. 2016.
   */
  record Linear(double warmupEpochs) implements Schedule {
    public static final Linear DEFAULT = new Linear(10);

    public Linear {
      Allowed.atLeast("warmupEpochs", warmupEpochs, 0);
    }

    @Override
    public double weight(double epoch) {
      return epoch < warmupEpochs ? epoch / warmupEpochs : 1;
    }

    @Override
    public double warmup() {
      return warmupEpochs;
    }
  }

  /**
   * {@code 1 / (1 + exp(-steepness (epoch - midpointEpochs)))}: the annealing curve of Bowman et
   * al. 2016, figure 2.
   *
   * @param steepness slope of the exponent, per epoch
   */
  record Logistic(double midpointEpochs, double steepness) implements Schedule {
    public static final Logistic DEFAULT = new Logistic(5, 1);

    public Logistic {
      Allowed.atLeast("midpointEpochs", midpointEpochs, 0);
      Allowed.above("steepness", steepness, 0);
    }

    @Override
    public double weight(double epoch) {
      return 1 / (1 + Math.exp(-steepness * (epoch - midpointEpochs)));
    }

    @Override
    public double warmup() {
      return midpointEpochs + Math.log(99) / steepness;
    }
  }

  /**
   * Rises from 0 to 1 in a straight line during the first {@code ramp} of each period, stays at 1
   * for the rest of it, and starts again: Fu et al. 2019, section 4.
   *
   * @param ramp share of a period that rises, above 0 and at most 1 (the paper's R)
   */
  record Cyclical(double periodEpochs, double ramp) implements Schedule {
    public static final Cyclical DEFAULT = new Cyclical(10, 0.5);

    public Cyclical {
      Allowed.above("periodEpochs", periodEpochs, 0);
      Allowed.demand(ramp > 0 && ramp <= 1, "ramp", ramp, "above 0, at most 1");
    }

    @Override
    public double weight(double epoch) {
      double position = epoch % periodEpochs / periodEpochs;
      return Math.min(1, position / ramp);
    }

    @Override
    public double warmup() {
      return periodEpochs * ramp;
    }
  }
}
