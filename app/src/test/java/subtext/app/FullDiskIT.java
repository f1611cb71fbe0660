package subtext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up while a training writes to it. */
class FullDiskIT {
  /**
   * On a file system of 64 MiB of its own, begins a training, fills the disk once there is a
   * checkpoint, shows what the training says of it, makes room and goes on. Arguments: the mount
   * point, words of the command that begins, {@code --}, words of the one that resumes.
   */
  private static final String SCRIPT =
      """
      disk=$1; shift
      mount -t tmpfs -o size=64m none "$disk" || exit 77
      begin=(); while [ "$1" != -- ]; do begin+=("$1"); shift; done; shift
      "${begin[@]}" & trainer=$!
      until ls "$disk"/run/checkpoints/step-*[0-9] > /dev/null 2>&1; do
        kill -0 $trainer || exit 78
        sleep 0.02
      done
      dd if=/dev/zero of="$disk/filler" bs=4k 2> /dev/null
      wait $trainer
      echo "status $?"
      rm "$disk/filler"
      "$@" || exit 79
      cp -r "$disk/run" "$disk.run"
      """;

  @TempDir Path folder;

  @Test
  void theTrainingEndsWithAClearErrorAndGoesOnWhenThereIsRoomAgain() throws Exception {
    Path corpus = SmallTraining.corpus(folder.resolve("corpus.txt"), 1275);
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Path said = folder.resolve("said");
    List<String> command = new ArrayList<>();
    command.addAll(List.of("unshare", "--user", "--map-root-user", "--mount"));
    command.addAll(List.of("bash", "-c", SCRIPT, "disk", disk.toString()));
    command.addAll(
        SmallTraining.command("-Xmx256m", SmallTraining.begin(corpus, disk.resolve("run"))));
    command.add("--");
    command.addAll(SmallTraining.command("-Xmx256m", SmallTraining.resume(disk.resolve("run"))));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended && process.exitValue() == 0).as(Files.readString(said)).isTrue();
    assertThat(said)
        .content()
        .containsPattern(
            "subtext: (could not save the checkpoint|cannot write the metrics) .*--resume")
        .contains("No space left on device")
        .contains("status 1")
        .doesNotContain("defect")
        .contains("going on from step");

    Path left = folder.resolve("disk.run");
    Path alone = disk.resolve("run");
    Process uninterrupted = SmallTraining.start(said, SmallTraining.begin(corpus, alone));
    assertThat(uninterrupted.waitFor()).as(Files.readString(said)).isZero();
    assertThat(SmallTraining.results(left)).isEqualTo(SmallTraining.results(alone));
  }
}
