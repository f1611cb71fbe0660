package subtext.train;

import java.util.ArrayList;
import java.util.List;
import subtext.data.Batch;
import subtext.decoder.Likelihood;
import subtext.error.TrainingException;
import subtext.model.Network;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.objective.ObjectiveConfig;
import subtext.objective.WholeBatch;
import subtext.recipe.TrainConfig;
import subtext.tensor.Device;
import subtext.tensor.GradientSums;
import subtext.tensor.Noise;
import subtext.tensor.Optimizer;
import subtext.tensor.Precision;
import subtext.tensor.Ranks;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

/**
 * One gradient step: the same for every task, precision and number of processes. B batch, D parts
 * of the KL.
 */
public final class TrainingStep {
  private final Network model;
  private final Optimizer optimizer;
  private final TrainConfig config;
  private final ObjectiveConfig objective;
  private final Device device;
  private final Ranks ranks;
  private final GradientSums sums;
  private final Precision precision;

  public TrainingStep(
      Network model,
      Optimizer optimizer,
      TrainConfig config,
      ObjectiveConfig objective,
      Device device,
      Ranks ranks) {
    this.model = model;
    this.optimizer = optimizer;
    this.config = config;
    this.objective = objective;
    this.device = device;
    this.ranks = ranks;
    Likelihood likelihood = model.likelihood();
    sums =
        new GradientSums(
            model.parameters().tensors(),
            likelihood == null ? null : likelihood.scoreTable(),
            ranks);
    precision = config.precision().suitedTo(device);
  }

  /** As {@link #take(List, int, Noise, double, double)}, in one part. */
  public StepReport take(
      Batch batch, int sentences, Noise noise, double weight, double rateFactor) {
    return take(List.of(batch), sentences, noise, weight, rateFactor);
  }

  /**
   * Takes a step on this process's part of a batch.
   *
   * @param parts of this process's part, one behind the other: their gradients add up, in the
   *     memory of one. Each may be empty where a small batch has no sentence left for it
   * @param sentences of the whole batch, over all processes
   * @param noise of this step
   * @param weight of the KL in the loss
   * @param rateFactor what the schedule makes of the learning rate
   * @return what all processes saw
   * @throws TrainingException if the loss or a gradient is not finite; the parameters are then as
   *     before
   */
  public StepReport take(
      List<Batch> parts, int sentences, Noise noise, double weight, double rateFactor) {
    try (Scope scope = Scope.open()) {
      List<PartReport> reports = new ArrayList<>();
      for (Batch part : parts.subList(0, parts.size() - 1)) {
        reports.add(backward(part, sentences, noise, weight));
      }
      reports.add(sums.during(() -> backward(parts.getLast(), sentences, noise, weight)));
      sums.take();
      StepReport report = PartReport.whole(reports, optimizer.gradientNorm(), ranks, weight);
      double norm = report.gradientNorm();
      guard(report.loss(), norm, noise.step());
      double clip = config.clip();
      optimizer.step(rateFactor, clip > 0 && norm > clip ? clip / norm : 1);
      return report;
    }
  }

  /** Adds the gradients of a part. */
  private PartReport backward(Batch part, int sentences, Noise noise, double weight) {
    double share = (double) part.batch() / sentences;
    WholeBatch whole = new WholeBatch(ranks, share, model.latent());
    if (part.batch() > 0) {
      return backward(part, share, noise, weight, whole);
    }
    join(whole);
    return PartReport.EMPTY;
  }

  /** Before the way back, on which sums of gradients begin: in all processes in one order. */
  private void join(WholeBatch whole) {
    if (objective.freeBits().comparesMeans()) {
      whole.join();
    }
  }

  private PartReport backward(
      Batch part, double share, Noise noise, double weight, WholeBatch whole) {
    try (Scope scope = Scope.open()) {
      Observed x = Observed.of(part, device);
      Pass pass = new Pass(true, noise, part.examples());
      Loss loss = precision.run(device, () -> Loss.of(model, objective, x, pass, weight, whole));
      join(whole);
      loss.total().mul(share).backward();
      List<Tensor> figures = List.of(loss.total(), loss.reconstruction(), loss.kl());
      figures.forEach(scope::keep);
      return new PartReport(part.batch(), x.predictions(), share, figures);
    }
  }

  private static void guard(double loss, double norm, long step) {
    if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
      throw new TrainingException(
          "step %d: the %s is %s, so the step was not taken and the last checkpoint stands. A lower train.optimizer.learningRate or train.clip may help"
              .formatted(
                  step,
                  Double.isFinite(loss) ? "norm of the gradients" : "loss",
                  Double.isFinite(loss) ? norm : loss));
    }
  }
}
