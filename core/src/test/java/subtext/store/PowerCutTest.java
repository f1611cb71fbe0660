package subtext.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.error.TrainingException;

/** The power goes at a random operation; unsynced files are lost, zeroed, halved or flipped. */
class PowerCutTest {
  private static final int SEEDS = 50;
  private static final int MORE_SEEDS = 500;
  private static final int SAVES = 6;

  @TempDir Path folder;

  @Test
  void newestCommittedCheckpointIsReadAfterAPowerCut() throws IOException {
    cutPowerWhileSaving(SEEDS);
  }

  @Test
  @Tag("long")
  void newestCommittedCheckpointIsReadAfterManyPowerCuts() throws IOException {
    cutPowerWhileSaving(MORE_SEEDS);
  }

  private void cutPowerWhileSaving(int seeds) throws IOException {
    PowerCutFiles counting = new PowerCutFiles(Integer.MAX_VALUE);
    assertThat(saveUntilTheCut(counting, folder.resolve("count"))).isEqualTo(SAVES);

    for (long seed = 0; seed < seeds; seed++) {
      Path run = folder.resolve("run" + seed);
      PowerCutFiles files = new PowerCutFiles(new Random(seed).nextInt(counting.operations()));
      long saved = saveUntilTheCut(files, run);
      files.cut(seed);

      Checkpoints checkpoints = new Checkpoints(run, 2);
      long found = checkpoints.latest().map(Checkpoint::step).orElse(0L);
      assertThat(found).as("seed %d", seed).isBetween(saved, saved + 1);
      if (found > 0) {
        CheckpointsTest.assertSame(checkpoints.latest(), checkpoint(found));
        checkpoints.save(checkpoint(found + 1));
        CheckpointsTest.assertSame(checkpoints.latest(), checkpoint(found + 1));
      }
    }
  }

  @Test
  void aPowerCutLeavesTheOldModelOrTheNewOne() throws IOException {
    PowerCutFiles counting = new PowerCutFiles(Integer.MAX_VALUE);
    ModelFile.write(folder.resolve("count"), Fixtures.model(1));
    ModelFile.write(counting, folder.resolve("count"), Fixtures.model(2));

    for (long seed = 0; seed < SEEDS; seed++) {
      Path model = folder.resolve("model" + seed);
      ModelFile.write(model, Fixtures.model(1));
      PowerCutFiles files = new PowerCutFiles(new Random(seed).nextInt(counting.operations() + 1));
      boolean written = true;
      try {
        ModelFile.write(files, model, Fixtures.model(2));
      } catch (TrainingException e) {
        written = false;
      }
      files.cut(seed);

      ModelParts found = ModelFile.read(model);
      boolean isNew = found.configJson().equals(Fixtures.model(2).configJson());
      assertThat(isNew || !written).as("seed %d", seed).isTrue();
      Fixtures.assertSame(found, Fixtures.model(isNew ? 2 : 1));
    }
  }

  /** The last step whose save returned before the power went. */
  private static long saveUntilTheCut(FileLayer files, Path run) {
    Checkpoints checkpoints = new Checkpoints(files, run, 2);
    for (long step = 1; step <= SAVES; step++) {
      try {
        checkpoints.save(checkpoint(step));
      } catch (TrainingException e) {
        return step - 1;
      }
    }
    return SAVES;
  }

  private static Checkpoint checkpoint(long step) {
    return Fixtures.checkpoint(step, step == 2 ? -1 : -2);
  }
}
