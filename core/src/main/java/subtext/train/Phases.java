package subtext.train;

import subtext.objective.ObjectiveConfig;

/** What training does when: autoencoder pretraining, warm-up of the KL's weight, the main phase. */
record Phases(ObjectiveConfig objective, boolean latent) {
  /** Stretches of a training run. */
  enum Phase {
    PRETRAIN,
    WARM_UP,
    MAIN
  }

  Phase at(double epoch) {
    if (!latent) {
      return Phase.MAIN;
    }
    if (epoch < objective.pretrainEpochs()) {
      return Phase.PRETRAIN;
    }
    return epoch < settled() ? Phase.WARM_UP : Phase.MAIN;
  }

  /** The schedule's weight of the KL. */
  double weight(double epoch) {
    return epoch < objective.pretrainEpochs()
        ? 0
        : objective.schedule().weight(epoch - objective.pretrainEpochs());
  }

  /** The epoch from which on checkpoints may be chosen and training may stop. */
  double settled() {
    return latent ? objective.pretrainEpochs() + objective.schedule().warmup() : 0;
  }

  /** Whether the decoder starts anew before {@code epoch}. */
  boolean resetsDecoder(long epoch) {
    return latent
        && objective.resetDecoder()
        && objective.pretrainEpochs() > 0
        && epoch == objective.pretrainEpochs();
  }
}
