package subtext.bench;

import java.util.Map;
import subtext.config.Binder;
import subtext.data.Batch;
import subtext.model.Vae;
import subtext.objective.ObjectiveConfig;
import subtext.recipe.TrainConfig;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Optimizer;
import subtext.tensor.Precision;
import subtext.tensor.Ranks;
import subtext.tensor.TensorData;
import subtext.train.TrainingStep;

/** Subtext's own step, as its trainer takes it. */
final class OurStep implements Step {
  private final Vae network;
  private final Optimizer optimizer;
  private final TrainingStep step;
  private final long seed;

  /**
   * @param seed of the noise
   */
  OurStep(Workload workload, Map<String, TensorData> weights, Precision precision, long seed) {
    this.seed = seed;
    network = workload.network();
    network.parameters().load(weights);
    TrainConfig config = config(precision);
    optimizer = new Optimizer(config.optimizer(), network.parameters());
    step =
        new TrainingStep(
            network, optimizer, config, ObjectiveConfig.DEFAULT, Device.CPU, Ranks.SINGLE);
  }

  private static TrainConfig config(Precision precision) {
    String text =
        "{precision: %s, clip: %s, optimizer: {kind: sgd, learningRate: %s}}"
            .formatted(precision, CLIP, RATE);
    return Binder.bind(Binder.yaml("benchmark", text), TrainConfig.class);
  }

  @Override
  public double take(Batch batch, long number, double weight) {
    return step.take(batch, batch.batch(), new Noise(seed, number), weight, /* rateFactor= */ 1)
        .loss();
  }

  /** The network as it is now. */
  Vae network() {
    return network;
  }

  @Override
  public void close() {
    optimizer.close();
    network.close();
  }
}
