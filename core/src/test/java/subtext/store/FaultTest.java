package subtext.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.error.TrainingException;

/** Every file operation fails in its turn, once or from then on, as a full disk does. */
class FaultTest {
  private static final double NONE = Double.NaN;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void newestCommittedCheckpointLoadsWhateverOperationFails(boolean forEver) throws IOException {
    FaultyFiles counting = FaultyFiles.counting();
    begin(folder.resolve("count")).save(Fixtures.checkpoint(3, NONE), counting);

    for (int k = 0; k < counting.operations(); k++) {
      Path run = folder.resolve("run" + k);
      Saver saver = begin(run);
      boolean saved = saver.save(Fixtures.checkpoint(3, NONE), new FaultyFiles(k, forEver));

      Checkpoint found = new Checkpoints(run, 2).latest().orElseThrow();
      assertThat(found.step()).as("operation %d", k).isBetween(saved ? 3L : 2L, 3L);
      CheckpointsTest.assertSame(
          new Checkpoints(run, 2).latest(), Fixtures.checkpoint(found.step(), NONE));
      assertThat(new Checkpoints(run, 2).best()).isEmpty();

      new Checkpoints(run, 2).save(Fixtures.checkpoint(4, NONE));
      assertThat(names(run)).as("after operation %d", k).hasSize(2).allMatch(FaultTest::isFinal);
    }
  }

  private record Saver(Path run) {
    /** Whether it was saved; a failure must be the typed one. */
    boolean save(Checkpoint checkpoint, FileLayer files) {
      try {
        new Checkpoints(files, run, 2).save(checkpoint);
        return true;
      } catch (TrainingException e) {
        assertThat(e).hasMessageContaining("No space left").hasMessageContaining("intact");
        return false;
      }
    }
  }

  private static Saver begin(Path run) {
    for (long step = 1; step <= 2; step++) {
      new Checkpoints(run, 2).save(Fixtures.checkpoint(step, NONE));
    }
    return new Saver(run);
  }

  @Test
  void aFullDiskLeavesNoTemporariesBehind() throws IOException {
    FaultyFiles counting = FaultyFiles.counting();
    new Checkpoints(counting, folder.resolve("count"), 2).save(Fixtures.checkpoint(1, NONE));

    for (int k = 0; k < counting.operations(); k++) {
      Path run = folder.resolve("run" + k);
      try {
        new Checkpoints(new FaultyFiles(k, false), run, 2).save(Fixtures.checkpoint(1, NONE));
      } catch (TrainingException e) {
        assertThat(names(run)).as("operation %d", k).allMatch(FaultTest::isFinal);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theModelIsTheOldOneOrTheNewOneWhateverOperationFails(boolean forEver) throws IOException {
    FaultyFiles counting = FaultyFiles.counting();
    ModelFile.write(folder.resolve("count"), Fixtures.model(1));
    ModelFile.write(counting, folder.resolve("count"), Fixtures.model(2));

    for (int k = 0; k < counting.operations(); k++) {
      Path model = folder.resolve("run" + k + "/model");
      ModelFile.write(model, Fixtures.model(1));
      boolean written = true;
      try {
        ModelFile.write(new FaultyFiles(k, forEver), model, Fixtures.model(2));
      } catch (TrainingException e) {
        written = false;
      }

      ModelParts found = ModelFile.read(folder.resolve("run" + k));
      boolean isNew = found.configJson().equals(Fixtures.model(2).configJson());
      assertThat(isNew || !written).as("operation %d", k).isTrue();
      Fixtures.assertSame(found, Fixtures.model(isNew ? 2 : 1));

      ModelFile.write(model, Fixtures.model(3));
      assertThat(names(folder.resolve("run" + k))).containsExactly("model");
    }
  }

  @Test
  void aFileIsReplacedWholeOrNotAtAll() throws IOException {
    FaultyFiles counting = FaultyFiles.counting();
    AtomicFile.write(counting, folder.resolve("count"), AtomicFile.Contents.of(new byte[2]));

    for (int k = 0; k < counting.operations(); k++) {
      Path file = Files.write(folder.resolve("file" + k), new byte[1]);
      FaultyFiles files = new FaultyFiles(k, false);
      assertThatThrownBy(() -> AtomicFile.write(files, file, AtomicFile.Contents.of(new byte[2])))
          .isInstanceOf(IOException.class);
      assertThat(Files.size(file)).isBetween(1L, 2L);
      assertThat(folder.resolve("file" + k + ".new")).doesNotExist();
    }
  }

  @Test
  void aRowThatDidNotFitIsCutOffWhenTheLogIsOpenedAgain() throws IOException {
    Path file = folder.resolve("metrics.jsonl");
    try (MetricsLog log = MetricsLog.open(new FaultyFiles(2, false), file)) {
      log.append(1, Map.of("loss", 1));
      assertThatThrownBy(() -> log.append(2, Map.of("loss", 2))).isInstanceOf(IOException.class);
    }
    MetricsLog.open(file).close();
    assertThat(file).hasContent("{\"step\":1,\"loss\":1}");
  }

  private static boolean isFinal(String name) {
    return name.matches("step-\\d+");
  }

  private static List<String> names(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> listed = Files.list(folder)) {
      return listed.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
