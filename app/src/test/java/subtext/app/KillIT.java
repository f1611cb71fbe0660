package subtext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes are killed; the resumed run ends as the one that was left alone, bit for bit. */
class KillIT {
  private static final int KILLS = 5;
  private static final int KILLS_IN_A_SAVE = 2;
  private static final int MOST_KILLS = 15;

  @TempDir static Path shared;
  private static Path corpus = Path.of("");
  private static Map<String, Object> uninterrupted = Map.of();

  @BeforeAll
  static void trainWithoutInterruption() throws Exception {
    corpus = SmallTraining.corpus(shared.resolve("corpus.txt"), 1275);
    Path run = shared.resolve("uninterrupted");
    finish(run, SmallTraining.begin(corpus, run));
    uninterrupted = SmallTraining.results(run);
  }

  private static Path said(Path run) {
    return run.resolveSibling(run.getFileName() + ".out");
  }

  /** Runs the command to its end, which must be a good one. */
  private static void finish(Path run, List<String> arguments) throws Exception {
    Process process = SmallTraining.start(said(run), arguments);
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended && process.exitValue() == 0).as(Files.readString(said(run))).isTrue();
  }

  @Test
  void aRunThatIsKilledAgainAndAgainEndsLikeOneThatWasLeftAlone() throws Exception {
    long seed = Long.getLong("subtext.test.seed", System.nanoTime());
    System.out.println("kills at random instants: -Dsubtext.test.seed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    Path run = shared.resolve("killed");
    int kills = 0;
    int inASave = 0;
    for (; (kills < KILLS || inASave < KILLS_IN_A_SAVE) && kills < MOST_KILLS; kills++) {
      List<String> arguments =
          Files.exists(run.resolve("recipe.yaml"))
              ? SmallTraining.resume(run)
              : SmallTraining.begin(corpus, run);
      Process process = SmallTraining.start(said(run), arguments);
      awaitProgress(process, run, 10L * random.nextInt(1, 4));
      if (kills % 2 == 0) {
        await(process, run, () -> saves(run));
      } else {
        Thread.sleep(random.nextInt(100));
      }
      process.destroyForcibly().waitFor();
      assertThat(process.exitValue()).as("SIGKILL").isEqualTo(128 + 9);
      inASave += saves(run) ? 1 : 0;
    }
    assertThat(kills).isGreaterThanOrEqualTo(KILLS);
    assertThat(inASave).as("kills within a save").isGreaterThanOrEqualTo(KILLS_IN_A_SAVE);
    finish(run, SmallTraining.resume(run));
    assertThat(SmallTraining.results(run)).as("seed " + seed).isEqualTo(uninterrupted);
  }

  @Test
  void aRunThatIsAskedToEndSavesAndTheFolderIsItsOwnMeanwhile() throws Exception {
    Path run = shared.resolve("asked");
    Process process = SmallTraining.start(said(run), SmallTraining.begin(corpus, run));
    awaitProgress(process, run, 10);
    refuseSecondTrainer(process, run);
    long newest = SmallTraining.newest(run);
    process.destroy();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).as("ended within 10 s").isTrue();
    assertThat(process.exitValue()).as("SIGTERM").isEqualTo(128 + 15);
    assertThat(said(run)).content().contains("stopped; subtext train --resume " + run);
    assertThat(SmallTraining.newest(run)).isGreaterThanOrEqualTo(newest);
    finish(run, SmallTraining.resume(run));
    assertThat(SmallTraining.results(run)).isEqualTo(uninterrupted);
  }

  private static void refuseSecondTrainer(Process first, Path run) {
    String[] arguments = SmallTraining.resume(run).toArray(String[]::new);
    Path home = Installation.find().home();
    CommandLineRun.of(home, "train", "--resume", "nowhere"); // loads the classes
    Instant start = Instant.now();
    CommandLineRun second = CommandLineRun.of(home, arguments);
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(1));
    assertThat(second.status()).isEqualTo(1);
    assertThat(second.err()).contains("is in use: process " + first.pid() + " trains there");
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  /** Waits until the newest checkpoint is {@code steps} steps further. */
  private static void awaitProgress(Process process, Path run, long steps) throws Exception {
    long target = SmallTraining.newest(run) + steps;
    await(process, run, () -> SmallTraining.newest(run) >= target);
  }

  private static void await(Process process, Path run, Condition condition) throws Exception {
    Instant end = Instant.now().plusSeconds(60);
    while (!condition.holds()) {
      assertThat(process.isAlive() && Instant.now().isBefore(end))
          .as("waiting: " + Files.readString(said(run)))
          .isTrue();
      Thread.onSpinWait();
    }
  }

  /** Whether a checkpoint is half written. */
  private static boolean saves(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
      return files.anyMatch(file -> file.toString().endsWith(".new"));
    }
  }
}
