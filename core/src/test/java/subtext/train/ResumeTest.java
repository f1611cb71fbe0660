package subtext.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.error.InputException;
import subtext.store.RunFolder;
import subtext.train.SmallRun.Crash;

/**
 * A run of 4 epochs of 5 steps, stopped or crashed anywhere, ends as one that was left alone: in
 * every bit of weights, moments and state and in every figure. Checkpoints follow each third step
 * and each epoch, rows each fourth step, and the decoder starts anew after step 5.
 */
class ResumeTest {
  @TempDir static Path shared;
  private static Map<String, Object> uninterrupted = Map.of();
  @TempDir Path folder;

  @BeforeAll
  static void trainWithoutInterruption() {
    SmallRun.in(shared).train(shared.resolve("run"));
    uninterrupted = SmallRun.results(shared.resolve("run"));
  }

  @Test
  void theUninterruptedRunHasTheEpochsStepsAndRowsThatTheseTestsCountOn() {
    assertThat(uninterrupted)
        .containsKeys("tensors.safetensors of step 20")
        .extractingByKey("metrics")
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(5 + 4);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 5, 7, 15, 19})
  void aRunThatWasStoppedAfterAStepGoesOnBitForBit(long step) {
    Path run = folder.resolve("run");
    SmallRun.in(folder).stopAt(run, step);
    assertThat(SmallRun.resume(run)).contains("going on from step " + step);
    assertThat(SmallRun.results(run)).isEqualTo(uninterrupted);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 4, 6, 8, 14, 20})
  void aRunThatCrashedAfterAStepGoesOnBitForBit(long step) {
    Path run = folder.resolve("run");
    SmallRun.During crash =
        new SmallRun.During(
            (training, progress) -> {
              if (progress.step() == step) {
                throw new Crash();
              }
            });
    crash(run, crash);
    SmallRun.resume(run);
    assertThat(SmallRun.results(run)).isEqualTo(uninterrupted);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void aValidationWhoseRowIsWrittenButWhoseCheckpointIsNotCountsOnce(int epoch) {
    Path run = folder.resolve("run");
    TrainingListener crash =
        new TrainingListener() {
          @Override
          public void epoch(Progress progress, Map<String, Double> figures) {
            if (progress.epoch() == epoch) {
              throw new Crash();
            }
          }
        };
    crash(run, crash);
    SmallRun.resume(run);
    assertThat(SmallRun.results(run)).isEqualTo(uninterrupted);
  }

  @Test
  void aTranslatorThatWasStoppedGoesOnBitForBit() throws IOException {
    Path whole = folder.resolve("whole");
    Path stopped = folder.resolve("stopped");
    SmallRun translator = translator();
    translator.train(whole);
    translator.stopAt(stopped, 7);
    SmallRun.resume(stopped);
    assertThat(SmallRun.results(stopped)).isEqualTo(SmallRun.results(whole));
  }

  /** Of sentences from the same words backwards. */
  private SmallRun translator() throws IOException {
    SmallRun small =
        SmallRun.in(
            folder,
            "task=translate",
            "data.source=.from",
            "model.latent=2",
            "model.encoder={kind: gru, embedding: 8, hidden: 8, bidirectional: true, dropout: 0.2}",
            "model.decoder.labelSmoothing=0.1",
            "objective={inference: joint, pretrainEpochs: 0, freeBits: {kind: total, nats: 1}}");
    List<String> turned =
        Files.readAllLines(small.corpus()).stream()
            .map(line -> String.join(" ", List.of(line.split(" ")).reversed()))
            .toList();
    Files.write(small.corpus().resolveSibling("corpus.from"), turned);
    return small;
  }

  private void crash(Path run, TrainingListener listener) {
    try (Training training = SmallRun.in(folder).begin(run, listener)) {
      if (listener instanceof SmallRun.During during) {
        during.training = training;
      }
      assertThatThrownBy(training::train).isInstanceOf(Crash.class);
    }
  }

  @Test
  void aFinishedRunHasNothingLeftToDo() {
    Path run = folder.resolve("run");
    SmallRun.in(folder).train(run);
    SmallRun.resume(run);
    assertThat(SmallRun.results(run)).isEqualTo(uninterrupted);
  }

  @Test
  void anotherNumberOfThreadsIsSaid() {
    Path run = folder.resolve("run");
    SmallRun.in(folder).stopAt(run, 19);
    assertThat(SmallRun.resume(run, "train.threads=2"))
        .anyMatch(message -> message.contains("threads 2 instead of 1"));
  }

  @Test
  void whatWasChangedOnResumingStaysChanged() throws IOException {
    Path run = folder.resolve("run");
    SmallRun.in(folder).stopAt(run, 19);
    SmallRun.resume(run, "train.keepCheckpoints=3");
    assertThat(Files.readString(new RunFolder(run).recipe())).contains("keepCheckpoints: 3");
  }

  @Test
  void anotherSizeOfBatchesGoesOnAtTheSamePlaceOfTheEpoch() {
    Path run = folder.resolve("run");
    SmallRun.in(folder, "train.epochs=1").stopAt(run, 4);
    assertThat(SmallRun.resume(run, "train.batch=8"))
        .anyMatch(message -> message.contains("batches an epoch 10 instead of 5"));
    assertThat(SmallRun.results(run)).containsKeys("tensors.safetensors of step 6");
  }

  @Test
  void anotherCorpusIsSaid() throws IOException {
    Path run = folder.resolve("run");
    SmallRun small = SmallRun.in(folder);
    small.stopAt(run, 19);
    Files.write(small.corpus(), List.of("a b c", "c b a"), StandardOpenOption.APPEND);
    assertThat(SmallRun.resume(run)).anyMatch(message -> message.contains("another training text"));
  }

  @Test
  void aRecipeOfAnotherShapeIsRefused() {
    Path run = folder.resolve("run");
    SmallRun.in(folder).stopAt(run, 2);
    assertThatThrownBy(() -> SmallRun.resume(run, "model.latent=5"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("the checkpoint of step 2 does not fit the recipe: weight ");
  }

  @Test
  void anotherWayToReadTheTextsIsRefused() {
    Path run = folder.resolve("run");
    SmallRun.in(folder).stopAt(run, 2);
    assertThatThrownBy(() -> SmallRun.resume(run, "tokens.maxLength=3"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("tokens: the run began with {")
        .hasMessageContaining("resume without --set of this section");
    assertThat(SmallRun.resume(run)).contains("going on from step 2");
  }

  @Test
  void theAverageThatWasValidatedIsNotDropped() {
    Path run = folder.resolve("run");
    SmallRun.in(folder).stopAt(run, 2);
    assertThatThrownBy(() -> SmallRun.resume(run, "train.averageEpochs=0"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("train.averageEpochs: the run has validated averages");
  }

  @Test
  void aModelThatCouldNotBeReplacedInTheEndIsNotTrainedOn() throws IOException {
    Path run = folder.resolve("run");
    SmallRun.in(folder).stopAt(run, 2);
    Path model = new RunFolder(run).model();
    Files.writeString(Files.createDirectories(model).resolve("notes.txt"), "mine");
    assertThatThrownBy(() -> SmallRun.resume(run))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(model + " exists and is no model folder");
  }
}
