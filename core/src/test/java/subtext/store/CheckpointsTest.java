package subtext.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.config.OtherDigits;

class CheckpointsTest {
  private static final double NONE = Double.NaN;

  @TempDir Path folder;

  @Test
  void newestIsReadAsSaved() {
    Checkpoints checkpoints = new Checkpoints(folder.resolve("made/at/need"), 2);
    checkpoints.save(Fixtures.checkpoint(1, NONE));
    checkpoints.save(Fixtures.checkpoint(2, -3.25));

    assertSame(checkpoints.latest(), Fixtures.checkpoint(2, -3.25));
  }

  @Test
  void namesAreTheSameWhereverTheyAreWritten() throws IOException {
    OtherDigits.during(
        () -> {
          Checkpoints checkpoints = new Checkpoints(folder, 2);
          for (int step = 8; step <= 10; step++) {
            checkpoints.save(Fixtures.checkpoint(step, NONE));
          }
          assertSame(checkpoints.latest(), Fixtures.checkpoint(10, NONE));
        });
    assertThat(names()).containsExactly("step-000000009", "step-000000010");
  }

  @Test
  void anEmptyFolderHasNone() {
    assertThat(new Checkpoints(folder, 2).latest()).isEmpty();
    assertThat(new Checkpoints(folder.resolve("missing"), 2).best()).isEmpty();
  }

  @Test
  void theLastKAndTheBestAreKeptAndNothingElse() throws IOException {
    Checkpoints checkpoints = new Checkpoints(folder, 3);
    for (int step = 1; step <= 9; step++) {
      checkpoints.save(Fixtures.checkpoint(step, step == 3 ? -1 : -10 - step));
    }

    assertThat(checkpoints.steps()).containsExactly(3L, 7L, 8L, 9L);
    assertThat(names())
        .containsExactly("step-000000003", "step-000000007", "step-000000008", "step-000000009");
    assertSame(checkpoints.best(), Fixtures.checkpoint(3, -1));
  }

  @Test
  void theBestAmongTheLastTakesNoPlaceOfItsOwn() {
    Checkpoints checkpoints = new Checkpoints(folder, 2);
    for (int step = 1; step <= 5; step++) {
      checkpoints.save(Fixtures.checkpoint(step, step));
    }
    assertThat(checkpoints.steps()).containsExactly(4L, 5L);
  }

  @Test
  void oneWithoutAScoreIsNeverTheBest() {
    Checkpoints checkpoints = new Checkpoints(folder, 2);
    checkpoints.save(Fixtures.checkpoint(1, NONE));
    assertThat(checkpoints.best()).isEmpty();
    checkpoints.save(Fixtures.checkpoint(2, -500));
    checkpoints.save(Fixtures.checkpoint(3, Double.NEGATIVE_INFINITY));
    assertSame(checkpoints.best(), Fixtures.checkpoint(2, -500));
  }

  @Test
  void earlierOfEqualScoresIsTheBest() {
    Checkpoints checkpoints = new Checkpoints(folder, 2);
    checkpoints.save(Fixtures.checkpoint(1, -7));
    checkpoints.save(Fixtures.checkpoint(2, -7));
    assertSame(checkpoints.best(), Fixtures.checkpoint(1, -7));
  }

  @Test
  void keepingOnlyOneIsRefused() {
    assertThatThrownBy(() -> new Checkpoints(folder, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("keepLast: 1");
  }

  @Test
  void damagedNewestIsPassedOver() throws IOException {
    Checkpoints checkpoints = new Checkpoints(folder, 2);
    checkpoints.save(Fixtures.checkpoint(1, -2));
    checkpoints.save(Fixtures.checkpoint(2, -1));
    Files.delete(folder.resolve("step-000000002/state.json"));

    assertSame(checkpoints.latest(), Fixtures.checkpoint(1, -2));
    assertSame(checkpoints.best(), Fixtures.checkpoint(1, -2));
  }

  @Test
  void goingBackDropsTheLaterOnes() {
    Checkpoints checkpoints = new Checkpoints(folder, 2);
    for (int step : new int[] {10, 20, 30, 15}) {
      checkpoints.save(Fixtures.checkpoint(step, step));
    }
    assertThat(checkpoints.steps()).containsExactly(15L);
  }

  @Test
  void aStepCanBeSavedAgain() {
    Checkpoints checkpoints = new Checkpoints(folder, 2);
    checkpoints.save(Fixtures.checkpoint(1, -2));
    checkpoints.save(Fixtures.checkpoint(1, -1));
    assertSame(checkpoints.latest(), Fixtures.checkpoint(1, -1));
    assertThat(checkpoints.steps()).containsExactly(1L);
  }

  @Test
  void leftoversOfACrashAreCleanedUpByTheNextSave() throws IOException {
    for (String left : List.of("step-000000001.new", "step-000000002.deleted")) {
      Files.createDirectories(folder.resolve(left));
      Files.writeString(folder.resolve(left).resolve("half"), "x");
    }
    Checkpoints checkpoints = new Checkpoints(folder, 2);
    assertThat(checkpoints.latest()).isEmpty();

    checkpoints.save(Fixtures.checkpoint(3, NONE));

    assertThat(names()).containsExactly("step-000000003");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> listed = Files.list(folder)) {
      return listed.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  static void assertSame(Optional<Checkpoint> found, Checkpoint saved) {
    assertThat(found).isPresent();
    Checkpoint checkpoint = found.orElseThrow();
    assertThat(checkpoint.step()).isEqualTo(saved.step());
    assertThat(checkpoint.score()).isEqualTo(Double.valueOf(saved.score()));
    assertThat(checkpoint.state()).isEqualTo(saved.state());
    assertThat(Fixtures.contents(checkpoint.tensors()))
        .isEqualTo(Fixtures.contents(saved.tensors()));
  }
}
