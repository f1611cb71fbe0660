package subtext.train;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import subtext.objective.ObjectiveConfig;

/** What training does when: autoencoder pretraining, warm-up of the KL's weight, the main phase. */
public record Phases(ObjectiveConfig objective, boolean latent) {
  /** Stretches of a training run. */
  public enum Phase {
    PRETRAIN,
    WARM_UP,
    MAIN;

    /** Its name for people: {@code pretrain}, {@code warm-up} or {@code main}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** A phase and the epoch that it begins with. */
  public record Start(Phase phase, double epoch) {}

  /** The phases that take time, in order. */
  public List<Start> starts() {
    return Stream.of(
            new Start(at(0), 0),
            new Start(at(objective.pretrainEpochs()), objective.pretrainEpochs()),
            new Start(Phase.MAIN, settled()))
        .collect(toMap(Start::phase, identity(), (first, second) -> first, LinkedHashMap::new))
        .values()
        .stream()
        .toList();
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

  /** Whether, after {@code epoch}, checkpoints may be chosen and training may stop. */
  boolean isSettledAfter(long epoch) {
    return epoch + 1 >= settled() && (!latent || epoch >= objective.pretrainEpochs());
  }

  /** Whether there is an encoder, and it learns to match a decoder that may run ahead of it. */
  boolean encoderMayLag(double epoch) {
    return latent && at(epoch) != Phase.PRETRAIN;
  }

  /** Whether the decoder starts anew once pretraining is over. */
  boolean resetDecoder() {
    return latent && objective.resetDecoder() && objective.pretrainEpochs() > 0;
  }

  /** Whether the decoder starts anew before {@code epoch}. */
  boolean resetsDecoder(long epoch) {
    return resetDecoder() && epoch == objective.pretrainEpochs();
  }
}
