package subtext.bench;

import java.util.Map;
import subtext.config.Binder;
import subtext.data.Batch;
import subtext.model.SentenceVae;
import subtext.objective.FreeBits;
import subtext.recipe.TrainConfig;
import subtext.tensor.Device;
import subtext.tensor.Optimizer;
import subtext.tensor.Precision;
import subtext.tensor.Ranks;
import subtext.tensor.TensorData;
import subtext.train.TrainingStep;

/** Subtext's own step, as its trainer takes it. */
final class OurStep implements Step {
  private final SentenceVae network;
  private final Optimizer optimizer;
  private final TrainingStep step;

  OurStep(Workload workload, Map<String, TensorData> weights, Precision precision) {
    network = workload.network();
    network.parameters().load(weights);
    TrainConfig config = config(precision);
    optimizer = new Optimizer(config.optimizer(), network.parameters());
    step = new TrainingStep(network, optimizer, config, FreeBits.DEFAULT, Device.CPU, Ranks.SINGLE);
  }

  private static TrainConfig config(Precision precision) {
    String text =
        "{precision: %s, clip: %s, optimizer: {kind: sgd, learningRate: %s}}"
            .formatted(precision, CLIP, RATE);
    return Binder.bind(Binder.yaml("benchmark", text), TrainConfig.class);
  }

  @Override
  public double take(Batch batch, long number) {
    return step.take(batch, batch.batch(), number, /* weight= */ 1, /* rateFactor= */ 1).loss();
  }

  @Override
  public void close() {
    optimizer.close();
    network.close();
  }
}
