package subtext.train;

import java.util.ArrayList;
import java.util.List;
import subtext.objective.RateControl;

/**
 * Where a training run stands: all of a checkpoint but its tensors. Noise is keyed by the step and
 * the order of the batches by the epoch, so no generator has to be saved.
 *
 * @param step optimiser steps done
 * @param epoch the one in which the next step falls
 * @param batch the batch that is next in it
 * @param decoderReset whether the decoder has started anew after pretraining
 * @param lag whether the encoder takes steps of its own
 * @param rate of the KL and its weight
 * @param selection how the checkpoints compare so far
 * @param window sums since the last row of metrics
 * @param environment what bit-equal resumption needs to be the same
 */
record TrainState(
    long step,
    long epoch,
    long batch,
    boolean decoderReset,
    Lag lag,
    RateControl rate,
    Selection selection,
    Window window,
    Environment environment) {
  static final TrainState DEFAULT =
      new TrainState(
          0,
          0,
          0,
          false,
          Lag.START,
          RateControl.start(1),
          Selection.START,
          Window.EMPTY,
          Environment.UNKNOWN);

  static TrainState start(double rate, Environment environment) {
    return new TrainState(
        0,
        0,
        0,
        false,
        Lag.START,
        RateControl.start(rate),
        Selection.START,
        Window.EMPTY,
        environment);
  }

  TrainState afterStep(RateControl rate, Window window) {
    return new TrainState(
        step + 1, epoch, batch + 1, decoderReset, lag, rate, selection, window, environment);
  }

  TrainState afterEpoch(Selection selection, Lag lag) {
    return new TrainState(
        step, epoch + 1, 0, decoderReset, lag, rate, selection, window, environment);
  }

  TrainState withWindow(Window window) {
    return new TrainState(
        step, epoch, batch, decoderReset, lag, rate, selection, window, environment);
  }

  TrainState afterDecoderReset() {
    return new TrainState(step, epoch, batch, true, lag, rate, selection, window, environment);
  }

  /** This in another environment: as far in the epoch, whose batches may be more or fewer now. */
  TrainState in(Environment other) {
    long before = environment.batches;
    long place = before == 0 ? batch : Math.multiplyExact(batch, other.batches) / before;
    return new TrainState(step, epoch, place, decoderReset, lag, rate, selection, window, other);
  }

  /**
   * What the numbers of a run depend on besides the recipe.
   *
   * @param library version of the engine
   * @param cpu vector instructions that its kernels use
   * @param corpus what the training text and its tokeniser are told from all others by
   * @param batches of an epoch; 0 where it is not known
   */
  record Environment(
      int threads, int world, String library, String cpu, String corpus, long batches) {
    static final Environment UNKNOWN = new Environment(0, 0, "", "", "", 0);

    /** How this differs from {@code before}; empty if it does not. */
    String changes(Environment before) {
      List<String> changes = new ArrayList<>();
      change(changes, "threads", before.threads, threads);
      change(changes, "processes", before.world, world);
      change(changes, "libtorch", before.library, library);
      change(changes, "kernels", before.cpu, cpu);
      if (!corpus.equals(before.corpus)) {
        changes.add("another training text or tokenizer");
      }
      if (before.batches > 0) {
        change(changes, "batches an epoch", before.batches, batches);
      }
      return String.join(", ", changes);
    }

    private static void change(List<String> changes, String what, Object before, Object now) {
      if (!now.equals(before)) {
        changes.add("%s %s instead of %s".formatted(what, now, before));
      }
    }
  }

  /**
   * Sums over the steps since the last row of metrics. Nats, summed over sentences.
   *
   * @param encoderSteps of the encoder alone, which the other sums leave out
   * @param norm of the gradients, summed over steps
   */
  record Window(
      long steps,
      long encoderSteps,
      long sentences,
      long tokens,
      double loss,
      double rec,
      double kl,
      double norm) {
    static final Window EMPTY = new Window(0, 0, 0, 0, 0, 0, 0, 0);

    Window plus(StepReport report, int encoderStepsBefore) {
      return new Window(
          steps + 1,
          encoderSteps + encoderStepsBefore,
          sentences + report.sentences(),
          tokens + report.tokens(),
          loss + report.loss() * report.sentences(),
          rec + report.reconstruction() * report.sentences(),
          kl + report.kl() * report.sentences(),
          norm + report.gradientNorm());
    }
  }
}
