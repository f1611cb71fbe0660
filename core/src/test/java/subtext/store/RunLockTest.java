package subtext.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.error.TrainingException;

class RunLockTest {
  @TempDir Path folder;
  private RunFolder run = new RunFolder(Path.of(""));

  @BeforeEach
  void makeRun() {
    run = RunFolder.create(folder.resolve("run"));
  }

  @Test
  void aSecondTrainerInThisProcessIsRefusedAndTheLockHolds() throws Exception {
    try (RunLock lock = RunLock.take(run)) {
      assertThat(lock).isNotNull();
      assertThat(RunLock.isTaken(run)).isTrue();
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(() -> RunLock.take(run))
            .isInstanceOf(TrainingException.class)
            .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
      }
      Process other = holder();
      assertThat(other.inputReader().readLine()).contains("is in use");
      assertThat(other.waitFor()).isEqualTo(1);
    }
    RunLock.take(run).close();
    assertThat(RunLock.isTaken(run)).isFalse();
  }

  @Test
  void aSecondProcessIsRefusedWithinASecondAndKillingTheFirstFreesTheLock() throws Exception {
    Process other = holder();
    try {
      assertThat(other.inputReader().readLine()).isEqualTo("locked");
      assertThat(RunLock.isTaken(run)).isTrue();
      Instant start = Instant.now();
      assertThatThrownBy(() -> RunLock.take(run))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("process " + other.pid());
      assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(1));
    } finally {
      other.destroyForcibly().waitFor();
    }
    assertThat(RunLock.isTaken(run)).isFalse();
    RunLock.take(run).close();
  }

  private Process holder() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            run.path().toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** A process that takes the lock and sleeps until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws InterruptedException {
      try (RunLock lock = RunLock.take(new RunFolder(Path.of(arguments[0])))) {
        System.out.println(lock == null ? "" : "locked");
        Thread.sleep(Duration.ofMinutes(1));
      } catch (TrainingException e) {
        System.out.println(e.getMessage());
        System.exit(1);
      }
    }
  }
}
