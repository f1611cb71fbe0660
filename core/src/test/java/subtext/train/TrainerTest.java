package subtext.train;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.decoder.Decoder;
import subtext.error.TrainingException;
import subtext.model.Network;
import subtext.model.Vae;
import subtext.store.Checkpoint;
import subtext.store.Checkpoints;
import subtext.store.MetricsLog;
import subtext.store.RunFolder;
import subtext.tensor.Autograd;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;
import subtext.tensor.TensorData;
import subtext.train.SmallRun.During;

class TrainerTest {
  @TempDir Path folder;

  private Path run() {
    return folder.resolve("run");
  }

  private Map<String, TensorData> train(SmallRun small, During during) {
    try (Training training = small.begin(run(), during)) {
      during.training = training;
      training.train();
      return training.network().parameters().toData();
    }
  }

  private Checkpoints checkpoints() {
    return new Checkpoints(new RunFolder(run()).checkpoints(), 2);
  }

  private static Map<String, TensorData> weights(Training training) {
    return training.network().parameters().toData();
  }

  @Test
  void theDecoderStartsAnewAfterPretrainingAndTheEncoderGoesOn() {
    List<Map<String, TensorData>> weights = new ArrayList<>();
    During steps =
        new During(
            (training, progress) -> {
              if (progress.step() == 5 || progress.step() == 6) {
                weights.add(weights(training));
              }
            });
    train(SmallRun.in(folder, "train.optimizer.learningRate=0.000001"), steps);
    // A step moves no weight by more than 1e-5, so what moved further was drawn anew.
    assertThat(moved(weights.get(0), weights.get(1)))
        .isEqualTo(
            weights.get(0).keySet().stream()
                .filter(Decoder::owns)
                .filter(name -> !name.endsWith(".bias")) // these start at 0
                .collect(Collectors.toSet()));
  }

  /** Names of the parameters of which a value differs by more than 1e-4. */
  private static Set<String> moved(Map<String, TensorData> before, Map<String, TensorData> after) {
    Set<String> moved = new HashSet<>();
    before.forEach(
        (name, data) -> {
          FloatBuffer one = floats(data);
          FloatBuffer other = floats(Objects.requireNonNull(after.get(name)));
          while (one.hasRemaining()) {
            if (Math.abs(one.get() - other.get()) > 1e-4) {
              moved.add(name);
            }
          }
        });
    return moved;
  }

  @Test
  void theRateIsReached() {
    double rate = 2.5;
    List<Double> kl = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void step(Progress progress, StepReport report) {
            kl.add(report.kl());
          }
        };
    SmallRun small =
        SmallRun.in(
            folder,
            "objective={rate: " + rate + ", schedule: constant}",
            "model.decoder.wordDropout=0.9",
            "train.epochs=120",
            "train.validationSentences=8",
            "train.iwaeSamples=1",
            "train.patience=0",
            "train.checkpointSteps=1000");
    try (Training training = small.begin(run(), listener)) {
      training.train();
    }
    double late =
        kl.subList(kl.size() - 200, kl.size()).stream().mapToDouble(x -> x).average().orElse(0);
    assertThat(late).isCloseTo(rate, within(0.25));
  }

  @Test
  void aLearningRateThatExplodesStopsTheTrainingAndNoCheckpointIsMadeOfIt() {
    SmallRun small =
        SmallRun.in(
            folder,
            "train.optimizer={kind: sgd, learningRate: 1e38}",
            "train.clip=0",
            "train.checkpointSteps=1");
    assertThatThrownBy(() -> small.train(run()))
        .isInstanceOf(TrainingException.class)
        .hasMessageMatching("(?s)step \\d+.*not finite.*|step \\d+: the .* is (NaN|Infinity).*");
    checkpoints()
        .latest()
        .ifPresent(
            checkpoint ->
                assertThat(checkpoint.tensors().values()).allMatch(TrainerTest::isFinite));
  }

  @Test
  void aWeightThatIsNotANumberStopsTheTrainingInThatStepWithTheParametersAsBefore() {
    List<Map<String, TensorData>> before = new ArrayList<>();
    During poison =
        new During(
            (training, progress) -> {
              if (progress.step() == 4) {
                poison(training.network());
                before.add(weights(training));
              }
            });
    try (Training training = SmallRun.in(folder).begin(run(), poison)) {
      poison.training = training;
      assertThatThrownBy(training::train)
          .isInstanceOf(TrainingException.class)
          .hasMessageStartingWith("step 4: the loss is NaN");
      assertThat(bits(weights(training))).isEqualTo(bits(before.getFirst()));
    }
    assertThat(checkpoints().steps()).containsExactly(3L);
    SmallRun.resume(run());
    assertThat(checkpoints().steps()).contains(20L);
  }

  private static void poison(Network model) {
    Tensor first = model.parameters().tensors().iterator().next();
    try (Scope scope = Scope.open()) {
      Autograd.withoutResult(() -> first.mul_(Double.NaN));
    }
  }

  private static boolean isFinite(TensorData data) {
    FloatBuffer values = floats(data);
    while (values.hasRemaining()) {
      if (!Float.isFinite(values.get())) {
        return false;
      }
    }
    return true;
  }

  /** Contents by name, which can be compared. */
  private static Map<String, FloatBuffer> bits(Map<String, TensorData> tensors) {
    Map<String, FloatBuffer> bits = new TreeMap<>();
    tensors.forEach((name, data) -> bits.put(name, floats(data)));
    return bits;
  }

  private static FloatBuffer floats(TensorData data) {
    return data.bytes().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  @Test
  void liveTensorsReturnToTheBaselineAfterEveryStep() {
    long before = Scope.liveTensors();
    Set<Long> during = new HashSet<>();
    SmallRun small = SmallRun.in(folder, "train.epochs=25");
    train(small, new During((training, progress) -> during.add(Scope.liveTensors())));
    assertThat(during).as("live tensors after each of 125 steps").hasSize(1);
    assertThat(Scope.liveTensors()).isEqualTo(before);
  }

  @Test
  void trainingStopsWhenPatienceEndsAndTheBestCheckpointIsTaken() {
    SmallRun small =
        SmallRun.in(
            folder,
            "task=language-model",
            "train.epochs=60",
            "train.patience=2",
            "train.optimizer.learningRate=0.05");
    Map<String, TensorData> weights = train(small, new During((training, progress) -> {}));
    Checkpoint last = checkpoints().latest().orElseThrow();
    Checkpoint best = checkpoints().best().orElseThrow();
    assertThat(last.step()).isLessThan(60 * 5).isEqualTo(best.step() + 2 * 5);
    Map<String, TensorData> means = new HashMap<>();
    weights
        .keySet()
        .forEach(name -> means.put(name, requireNonNull(best.tensors().get("average." + name))));
    assertThat(bits(weights)).isEqualTo(bits(means));
  }

  @Test
  void patienceCountsFromTheEndOfTheLastPhase() throws IOException {
    SmallRun.in(
            folder, "train.epochs=9", "train.patience=4", "train.optimizer.learningRate=0.000001")
        .train(run());
    List<MetricsLog.Row> validations =
        MetricsLog.read(new RunFolder(run()).metrics()).stream()
            .filter(row -> "valid".equals(row.values().get("kind")))
            .toList();
    assertThat(validations)
        .as("one before the end of the warm-up, and four of a model that is never alive")
        .hasSize(1 + 4)
        .allMatch(row -> Double.valueOf(0).equals(row.values().get("alive")));
  }

  @Test
  void theEncoderTakesStepsOfItsOwnUntilItHasCaughtUp() throws IOException {
    List<String> messages = new ArrayList<>();
    SmallRun small =
        SmallRun.in(
            folder,
            "train.epochs=30",
            "train.patience=0",
            "train.logSteps=5",
            "objective.pretrainEpochs=0");
    try (Training training = small.begin(run(), SmallRun.hearing(messages))) {
      training.train();
    }
    assertThat(messages)
        .containsOnlyOnce("the encoder has caught up: it takes no more steps of its own");
    List<@Nullable Object> ofEpochs =
        MetricsLog.read(new RunFolder(run()).metrics()).stream()
            .filter(row -> "train".equals(row.values().get("kind")))
            .<@Nullable Object>map(row -> row.values().get("encoder_steps"))
            .toList();
    assertThat(ofEpochs).hasSize(30).startsWith(ofEpochs.getFirst()).endsWith((Object) null);
    assertThat(ofEpochs.getFirst()).as("three before each of five").isEqualTo(15.0);
  }

  @Test
  void aValidationsRowHasTheKlOfEachDimensionAndWhatTheModelWrites() throws IOException {
    SmallRun.in(folder, "train.epochs=1").train(run());
    Map<String, @Nullable Object> row =
        MetricsLog.read(new RunFolder(run()).metrics()).getLast().values();
    List<?> kl = (List<?>) requireNonNull(row.get("kl_per_dimension"));
    assertThat(kl.stream().mapToDouble(each -> ((Number) each).doubleValue()).sum())
        .isCloseTo(((Number) requireNonNull(row.get("kl"))).doubleValue(), within(1e-6));
    assertThat((List<?>) row.get("samples")).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.sharedEmbeddings=false", "model.sharedEmbeddings=true"})
  void theEncoderAloneTakesThreeStepsAndTheRestOneWithoutIt(String setting) {
    SmallRun.in(folder, "objective.pretrainEpochs=0", setting).stopAt(run(), 1);
    LongBuffer steps =
        requireNonNull(checkpoints().latest().orElseThrow().tensors().get("optimizer.steps"))
            .bytes()
            .order(ByteOrder.LITTLE_ENDIAN)
            .asLongBuffer();
    try (Training training = Training.resume(run(), List.of(), TrainingListener.SILENT)) {
      training
          .network()
          .parameters()
          .byName()
          .keySet()
          .forEach(name -> assertThat(steps.get()).as(name).isEqualTo(Vae.infers(name) ? 3 : 1));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{kind: delta}",
        "{kind: flow, steps: 1, hidden: 4}",
        "{kind: batchNorm}",
        "{kind: vonMisesFisher}"
      })
  void everyPosteriorTrainsToTheEnd(String posterior) {
    SmallRun small =
        SmallRun.in(
            folder,
            "model.posterior=" + posterior,
            "model.prior.kind=" + (posterior.contains("Mises") ? "uniform" : "normal"));
    small.train(run());
    assertThat(checkpoints().steps()).contains(20L);
  }

  @Test
  void aTrainedModelIsWhereANewRunStarts() {
    Map<String, TensorData> start =
        train(SmallRun.in(folder), new During((training, progress) -> {}));
    Path next = folder.resolve("next");
    Training.Start from;
    try (Training training = Training.resume(run(), List.of(), TrainingListener.SILENT)) {
      from = new Training.Start(training.dataset().tokenizer(), start);
    }
    During stop = new During((training, progress) -> training.stop());
    try (Training training = SmallRun.in(folder).begin(next, from, stop)) {
      stop.training = training;
      training.train();
    }
    Checkpoint first = new Checkpoints(next.resolve("checkpoints"), 2).latest().orElseThrow();
    assertThat(first.step()).isEqualTo(1);
    assertThat(moved(start, first.tensors())).as("by one step of 0.01").isNotEmpty();
    // A run that crashes before its first step starts from the same model again.
    assertThat(new Checkpoints(next.resolve("checkpoints"), 2).steps()).contains(0L);
  }

  @Test
  void textsThatAreCutAreSaidOfEachSplit() {
    List<String> messages = new ArrayList<>();
    SmallRun.in(folder, "tokens.maxLength=2", "data.testShare=0.1")
        .begin(run(), SmallRun.hearing(messages))
        .close();
    for (String split : List.of("training", "validation", "test")) {
      assertThat(messages)
          .anyMatch(
              message ->
                  message.matches("\\d+ texts of the \\d+ " + split + " examples .*2 tokens.*"));
    }
  }
}
