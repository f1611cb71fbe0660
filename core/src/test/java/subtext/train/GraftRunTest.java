package subtext.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.model.Graft;
import subtext.tensor.Parameters;
import subtext.tensor.TensorData;

/**
 * A VAE that is an autoencoder for 5 steps, and whose decoder is a language model's from then on.
 */
class GraftRunTest {
  @TempDir Path folder;

  private Training.Start languageModel() {
    SmallRun small =
        SmallRun.in(
            folder,
            "task=language-model",
            "objective={pretrainEpochs: 0, inference: {kind: joint}}",
            "train.epochs=1");
    try (Training training = small.begin(folder.resolve("lm"), TrainingListener.SILENT)) {
      training.train();
      return Training.Start.graft(
          training.dataset().tokenizer(), training.network().parameters().toData());
    }
  }

  @Test
  void theDecoderBecomesTheLanguageModelWhenPretrainingIsOver() {
    Training.Start start = languageModel();
    List<Map<String, TensorData>> weights = new ArrayList<>();
    List<Map<String, TensorData>> expected = new ArrayList<>();
    SmallRun.During steps =
        new SmallRun.During(
            (training, progress) -> {
              Parameters parameters = training.network().parameters();
              if (progress.step() == 5) {
                expected.add(Graft.onto(parameters, Objects.requireNonNull(start.weights())));
                weights.add(parameters.toData());
              }
              if (progress.step() == 6) {
                weights.add(parameters.toData());
              }
            });
    SmallRun small = SmallRun.in(folder, "train.optimizer.learningRate=0.000001");
    try (Training training = small.begin(folder.resolve("run"), start, steps)) {
      steps.training = training;
      training.train();
    }
    assertThat(distance(weights.get(0), expected.get(0))).isGreaterThan(0.01);
    assertThat(distance(weights.get(1), expected.get(0))).isLessThan(1e-4);
  }

  /** The greatest difference of two values. */
  private static double distance(Map<String, TensorData> one, Map<String, TensorData> other) {
    double greatest = 0;
    for (String name : one.keySet()) {
      FloatBuffer values =
          Objects.requireNonNull(one.get(name))
              .bytes()
              .order(ByteOrder.LITTLE_ENDIAN)
              .asFloatBuffer();
      FloatBuffer others =
          Objects.requireNonNull(other.get(name))
              .bytes()
              .order(ByteOrder.LITTLE_ENDIAN)
              .asFloatBuffer();
      while (values.hasRemaining()) {
        greatest = Math.max(greatest, Math.abs(values.get() - others.get()));
      }
    }
    return greatest;
  }

  @Test
  void aRunThatWasStoppedBeforeGoesOnBitForBit() {
    Training.Start start = languageModel();
    SmallRun small = SmallRun.in(folder);
    Path whole = folder.resolve("whole");
    try (Training training = small.begin(whole, start, TrainingListener.SILENT)) {
      training.train();
    }
    Path stopped = folder.resolve("stopped");
    SmallRun.During stop =
        new SmallRun.During(
            (training, progress) -> {
              if (progress.step() == 4) {
                training.stop();
              }
            });
    try (Training training = small.begin(stopped, start, stop)) {
      stop.training = training;
      training.train();
    }
    assertThat(SmallRun.resume(stopped))
        .contains("autoencoder pretraining is over: the decoder becomes the language model");
    assertThat(SmallRun.results(stopped)).isEqualTo(SmallRun.results(whole));
  }
}
