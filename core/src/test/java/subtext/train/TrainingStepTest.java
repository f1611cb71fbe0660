package subtext.train;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import subtext.config.Binder;
import subtext.data.Batch;
import subtext.decoder.Decoder;
import subtext.model.TinyModels;
import subtext.model.Vae;
import subtext.objective.ObjectiveConfig;
import subtext.recipe.TrainConfig;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Optimizer;
import subtext.tensor.OptimizerConfig;
import subtext.tensor.Precision;
import subtext.tensor.Ranks;
import subtext.tensor.Scope;
import subtext.tensor.TensorData;

class TrainingStepTest {
  private final Vae model = TinyModels.vae(1);
  private final Optimizer optimizer =
      new Optimizer(new OptimizerConfig.Sgd(0.1, 0), model.parameters());
  private final TrainingStep step =
      new TrainingStep(
          model, optimizer, TrainConfig.DEFAULT, ObjectiveConfig.DEFAULT, Device.CPU, Ranks.SINGLE);

  @Test
  void aStepReportsItsMeansASentenceAndLeavesNoTensor() {
    long before = Scope.liveTensors();
    Batch batch = Batch.of(List.of(new int[] {4, 5, 6}, new int[] {7}));
    StepReport report = step.take(batch, 2, new Noise(1, 0), 0.5, 1);
    assertThat(report.sentences()).isEqualTo(2);
    assertThat(report.tokens()).as("with </s>").isEqualTo(4 + 2);
    assertThat(report.loss()).isCloseTo(report.reconstruction() + 0.5 * report.kl(), within(1e-4));
    assertThat(report.gradientNorm()).isPositive();
    assertThat(Scope.liveTensors()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void aStepWhileTheDecoderIsHeldMovesAllOthers(Precision precision) {
    TrainConfig config =
        Binder.bind(
            Binder.yaml("a step", "{precision: %s}".formatted(precision)), TrainConfig.class);
    TrainingStep ofPrecision =
        new TrainingStep(
            model, optimizer, config, ObjectiveConfig.DEFAULT, Device.CPU, Ranks.SINGLE);
    Map<String, TensorData> before = model.parameters().toData();
    Batch batch = Batch.of(List.of(new int[] {4, 5, 6}, new int[] {7}));
    model
        .parameters()
        .holding(Decoder::owns, () -> ofPrecision.take(batch, 2, new Noise(1, 0), 1, 1));
    Map<String, TensorData> after = model.parameters().toData();
    before.forEach(
        (name, data) ->
            assertThat(requireNonNull(after.get(name)).bytes().equals(data.bytes()))
                .as(name)
                .isEqualTo(Decoder.owns(name)));
  }

  @Test
  void aProcessWithoutASentenceTakesTheStepOfTheOthers() {
    Map<String, TensorData> before = model.parameters().toData();
    StepReport report = step.take(Batch.of(List.of()), 1, new Noise(1, 0), 1, 1);
    assertThat(report).isEqualTo(new StepReport(0, 0, 0, 0, 0, 0, 1));
    Map<String, TensorData> after = model.parameters().toData();
    before.forEach(
        (name, data) -> {
          TensorData same = after.get(name);
          assertThat(same == null ? null : same.bytes()).as(name).isEqualTo(data.bytes());
        });
  }
}
