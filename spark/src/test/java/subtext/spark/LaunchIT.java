package subtext.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./subtext-spark} runs. */
class LaunchIT {
  @TempDir Path folder;

  private Process launch(String... words) throws IOException {
    Path module = Path.of("").toAbsolutePath();
    Path spark = module.resolve("home/target");
    Path application = module.resolve("target/subtext-spark.jar");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                application + ":" + spark.resolve("jars") + "/*",
                Launch.class.getName(),
                "--spark",
                spark.toString(),
                "--application",
                application.toString()));
    command.addAll(List.of(words));
    return new ProcessBuilder(command)
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  private String written(String name) throws IOException {
    return Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
  }

  private static Set<Long> sparkProcesses(ProcessHandle of) {
    return of.descendants()
        .filter(process -> process.info().commandLine().orElse("").contains("org.apache.spark"))
        .map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }

  private static void assertGone(Set<Long> processes) throws InterruptedException {
    for (int wait = 0; wait < 100 && processes.stream().anyMatch(LaunchIT::lives); wait++) {
      Thread.sleep(100);
    }
    assertThat(processes).noneMatch(LaunchIT::lives);
  }

  private static boolean lives(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  @Test
  void aVerbHasItsResultsOnStandardOutputAndLeavesNothingRunning() throws Exception {
    Process launcher = launch("doctor", "--local", "1");
    Set<Long> seen = new HashSet<>();
    while (launcher.isAlive()) {
      seen.addAll(sparkProcesses(launcher.toHandle()));
      Thread.sleep(100);
    }
    assertThat(launcher.exitValue()).as(written("err")).isZero();
    assertThat(written("out")).contains("executor 0 on").contains("libtorch");
    assertThat(seen).as("master, worker, driver and executor").hasSizeGreaterThanOrEqualTo(4);
    assertGone(seen);
  }

  @Test
  void whoeverEndsTheLauncherEndsTheCluster() throws Exception {
    Process launcher = launch("doctor", "--local", "1");
    Set<Long> seen = Set.of();
    while (launcher.isAlive() && seen.size() < 3) {
      seen = sparkProcesses(launcher.toHandle());
      Thread.sleep(50);
    }
    launcher.destroy();
    assertThat(launcher.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(seen).isNotEmpty();
    assertGone(seen);
  }

  @Test
  void whateverKillsTheLauncherEndsTheClusterAndItsFolder() throws Exception {
    Path scratch = folder.resolve("scratch");
    Process launcher =
        launch(
            "doctor", "--local", "1", "--scratch", scratch.toString(), "--driver-memory", "600m");
    Set<Long> seen = Set.of();
    while (launcher.isAlive() && seen.size() < 4) {
      seen = sparkProcesses(launcher.toHandle());
      Thread.sleep(20);
    }
    try {
      assertThat(seen).as("master, worker, driver and executor").hasSize(4);
      assertThat(launcher.descendants())
          .anyMatch(process -> process.info().commandLine().orElse("").contains("-Xmx600m"));
      assertThat(scratch).isNotEmptyDirectory();
      launcher.destroyForcibly();
      assertGone(seen);
      assertThat(scratch).isEmptyDirectory();
    } finally {
      seen.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }
  }

  @Test
  void anUnknownVerbIsWrongUsage() throws Exception {
    Process launcher = launch("improvise", "--local", "1");
    assertThat(launcher.waitFor()).isEqualTo(Failures.WRONG_INPUT);
    assertThat(written("err")).contains("there is no verb 'improvise'").contains(Verb.words());
  }
}
