package subtext.train;

import java.util.ArrayList;
import java.util.List;
import subtext.data.Batch;
import subtext.error.TrainingException;
import subtext.model.Network;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.objective.ObjectiveConfig;
import subtext.recipe.TrainConfig;
import subtext.tensor.DType;
import subtext.tensor.Device;
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
    precision = config.precision().suitedTo(device);
  }

  /**
   * Takes a step on this process's part of a batch.
   *
   * @param batch may be empty where a small batch has no sentence for this process, which then
   *     follows the gradients of the others
   * @param sentences of the whole batch, over all processes
   * @param noise of this step
   * @param weight of the KL in the loss
   * @param rateFactor what the schedule makes of the learning rate
   * @throws TrainingException if the loss or a gradient is not finite; the parameters are then as
   *     before
   */
  public StepReport take(
      Batch batch, int sentences, Noise noise, double weight, double rateFactor) {
    try (Scope scope = Scope.open()) {
      if (batch.batch() == 0) {
        Tensor nothing = nothing();
        nothing.backward();
        return new StepReport(0, 0, 0, 0, 0, follow(noise.step(), rateFactor, nothing)[0], weight);
      }
      Observed x = Observed.of(batch, device);
      Pass pass = new Pass(true, noise, batch.examples());
      Loss loss = precision.run(device, () -> Loss.of(model, objective, x, pass, weight));
      double share = (double) batch.batch() * ranks.size() / sentences;
      loss.total().mul(share).backward();
      double[] figures =
          follow(noise.step(), rateFactor, loss.total(), loss.reconstruction(), loss.kl());
      return new StepReport(
          batch.batch(), x.predictions(), figures[1], figures[2], figures[3], figures[0], weight);
    }
  }

  /** A loss of 0 that has a gradient, of zeros, for every parameter. */
  private Tensor nothing() {
    return model.parameters().tensors().stream()
        .map(parameter -> parameter.sum().mul(0))
        .reduce(Tensor::add)
        .orElseThrow();
  }

  /**
   * Moves the parameters along the mean gradients of all processes.
   *
   * @param figures scalars, the loss first
   * @return the norm of the gradients, and the figures: read from the device together, since it
   *     must finish its work for that, and only once a step
   */
  private double[] follow(long step, double rateFactor, Tensor... figures) {
    if (ranks.size() > 1) {
      ranks.average(optimizer.gradients());
    }
    List<Tensor> read = new ArrayList<>();
    read.add(optimizer.gradientNorm());
    read.addAll(List.of(figures));
    double[] values = Tensor.stack(0, read).detach().to(DType.F64).toDoubles();
    double norm = values[0];
    guard(values[1], norm, step);
    double clip = config.clip();
    optimizer.step(rateFactor, clip > 0 && norm > clip ? clip / norm : 1);
    return values;
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
