package subtext.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.error.TrainingException;
import subtext.store.MetricsLog;
import subtext.store.RunFolder;

class JournalTest {
  private static final TrainState.Window WINDOW =
      new TrainState.Window(2, 0, 20, 100, 60, 50, 20, 3);

  private static final Validation VALIDATION =
      new Validation(3, true, Map.of("nll", 3.0), Map.of("samples", List.of("a b")));

  @TempDir Path folder;
  private RunFolder run = new RunFolder(Path.of(""));

  @BeforeEach
  void makeRun() {
    run = RunFolder.create(folder.resolve("run"));
  }

  private List<MetricsLog.Row> rows() throws IOException {
    return MetricsLog.read(run.metrics());
  }

  @Test
  void sumsBecomeMeansASentenceAndAStep() throws IOException {
    try (Journal journal = Journal.open(run, 0, true, 0)) {
      journal.training(2, 0.5, WINDOW, 0.1, 1);
    }
    assertThat(rows().getFirst().step()).isEqualTo(2);
    assertThat(rows().getFirst().values())
        .containsEntry("kind", "train")
        .containsEntry("loss", 3.0)
        .containsEntry("rec", 2.5)
        .containsEntry("kl", 1.0)
        .containsEntry("gradient_norm", 1.5);
  }

  @Test
  void tokensOfBeforeAnInterruptionAreNoneOfTheFirstRowsSpeed() throws IOException {
    try (Journal journal = Journal.open(run, 0, true, WINDOW.tokens())) {
      journal.training(2, 0.5, WINDOW, 0.1, 1);
      journal.training(4, 1, WINDOW, 0.1, 1);
    }
    assertThat(rows().get(0).values()).containsEntry("tokens_per_second", 0.0);
    assertThat(rows().get(1).values())
        .hasEntrySatisfying(
            "tokens_per_second", value -> assertThat(((Number) value).doubleValue()).isPositive());
  }

  @Test
  void tokensASecondAreThoseOfTheTrainingAndNotOfTheValidationBetween()
      throws IOException, InterruptedException {
    double least;
    double most;
    try (Journal journal = Journal.open(run, 0, true, 0)) {
      long before = System.nanoTime();
      journal.training(2, 0.5, WINDOW, 0.1, 1);
      long start = System.nanoTime();
      Thread.sleep(50);
      long beginning = System.nanoTime();
      Thread.sleep(200);
      long end = System.nanoTime();
      journal.validation(4, beginning, VALIDATION);
      journal.training(6, 0.5, WINDOW, 0.1, 1);
      long after = System.nanoTime();
      // Time of the training: between the rows, without the validation.
      least = WINDOW.tokens() / ((after - before - (end - beginning)) / 1e9);
      most = WINDOW.tokens() / ((beginning - start) / 1e9);
    }
    assertThat((Double) rows().getLast().values().get("tokens_per_second")).isBetween(least, most);
  }

  @Test
  void rowsOfStepsThatWillBeTakenAgainAreCutOff() throws IOException {
    try (Journal journal = Journal.open(run, 0, true, 0)) {
      journal.training(2, 0.5, WINDOW, 0.1, 1);
      journal.training(4, 0.5, WINDOW, 0.1, 1);
      journal.validation(4, System.nanoTime(), VALIDATION);
      journal.training(6, 0.5, WINDOW, 0.1, 1);
    }
    Journal.open(run, 4, true, 0).close();
    assertThat(rows()).extracting(MetricsLog.Row::step).containsExactly(2L, 4L, 4L);
    Journal.open(run, 4, false, 0).close();
    assertThat(rows())
        .extracting(row -> row.values().get("kind"))
        .containsExactly("train", "train");
    Journal.open(run, 3, true, 0).close();
    assertThat(rows()).extracting(MetricsLog.Row::step).containsExactly(2L);
  }

  @Test
  void aFileThatCannotBeWrittenEndsTheTraining() throws IOException {
    Files.createDirectory(run.metrics());
    assertThatThrownBy(() -> Journal.open(run, 0, true, 0))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("cannot write the metrics in " + run.path())
        .hasMessageContaining("--resume");
  }
}
