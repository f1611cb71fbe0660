package subtext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The heap that a training needs does not grow with its corpus. */
class TrainingMemoryIT {
  /** Less than a million sentences of 36 bytes would take as strings. */
  private static final String HEAP = "-Xmx64m";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {20_000, 1_000_000})
  void aTrainingFitsIntoALittleHeapWhateverTheSizeOfItsCorpus(int sentences) throws Exception {
    Path corpus = SmallTraining.corpus(folder.resolve("corpus.txt"), sentences);
    Path said = folder.resolve("said");
    Process process =
        new ProcessBuilder(SmallTraining.command(HEAP, arguments(corpus)))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    boolean ended = process.waitFor(3, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended && process.exitValue() == 0).as(Files.readString(said)).isTrue();
    assertThat(rows()).as("rows of an epoch").isPositive();
  }

  /** One epoch of large batches of a very small model. */
  private List<String> arguments(Path corpus) {
    List<String> arguments = new ArrayList<>(SmallTraining.begin(corpus, folder.resolve("run")));
    arguments.addAll(
        List.of(
            "model={latent: 2, encoder: {kind: gru, embedding: 2, hidden: 2}}",
            "model.decoder={kind: gru, embedding: 2, hidden: 2}",
            "tokens.vocabulary=100",
            "data={validShare: 0.001, testShare: 0.001}",
            "objective.pretrainEpochs=0",
            "train.epochs=1",
            "train.batch=2000",
            "train.checkpointSteps=1000"));
    return arguments;
  }

  private long rows() throws IOException {
    return Files.readAllLines(folder.resolve("run/metrics.jsonl")).size();
  }
}
