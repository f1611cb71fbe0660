package subtext.bench;

import java.util.List;
import java.util.Locale;

/** What can be measured. Another kind is a constant here and its list of variants. */
public enum Kind {
  /** Steps of gradient descent. */
  TRAIN,
  /** Greedy writing from given latent vectors. */
  GENERATE,
  /** Training on scores of many words, for what it needs at the most. */
  MEMORY;

  /** Scores of a batch that takes seconds. */
  private static final double LARGE = 2e7;

  /** As the command line spells it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  Workload workload() {
    return this == MEMORY ? Workload.MEMORY : Workload.PTB;
  }

  /** Steps before measuring: enough for pools and caches, few where a step takes seconds. */
  int warmup(Workload workload) {
    boolean large = (double) workload.length() * workload.batch() * workload.vocabulary() > LARGE;
    return this == GENERATE || large ? 3 : 10;
  }

  /** Every variant, the one that others are compared with first. */
  List<Variant> variants(Variants variants) {
    return switch (this) {
      case TRAIN -> variants.train();
      case GENERATE -> variants.generate();
      case MEMORY -> variants.memory();
    };
  }

  /** GFLOP of what {@code measurement} has done. */
  double gigaflop(Workload workload, Measurement measurement) {
    long tokens = measurement.tokens();
    long sentences = measurement.sentences();
    return 1e-9
        * switch (this) {
          case TRAIN, MEMORY -> FlopCount.training(workload, tokens, sentences);
          case GENERATE -> FlopCount.writing(workload, tokens, sentences);
        };
  }
}
