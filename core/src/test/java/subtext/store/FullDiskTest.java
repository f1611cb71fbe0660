package subtext.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.error.TrainingException;
import subtext.tensor.DType;

/** A real disk that is full: a small tmpfs of a process's own. */
class FullDiskTest {
  /**
   * Runs a command with a file system of 1 MiB in $0; where the system lets an ordinary user mount
   * none, with a limit of 1 MiB for each file, which stops a write in its middle just as well.
   */
  private static final String SMALL_DISK =
      """
      if unshare --user --map-root-user --mount true 2>/dev/null; then
        exec unshare --user --map-root-user --mount \
          sh -c 'mount -t tmpfs -o size=1m none "$0" && exec "$@"' "$0" "$@"
      fi
      ulimit -f 2048
      exec "$@"
      """;

  @TempDir Path folder;

  @Test
  void theErrorIsTypedAndTheEarlierCheckpointAndModelAreIntact() throws Exception {
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                SMALL_DISK,
                folder.toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                Trainer.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    List<String> output = process.inputReader().lines().toList();

    assertThat(process.waitFor()).as("%s", output).isZero();
    assertThat(output)
        .containsSequence("refused: checkpoint", "refused: model", "latest: 1", "model: 1")
        .contains("left: [checkpoints, model]", "left: [step-000000001]");
  }

  /** Fills the disk with a checkpoint and with a model, and says what is left. */
  static final class Trainer {
    private Trainer() {}

    public static void main(String[] arguments) throws IOException {
      Path folder = Path.of(arguments[0]);
      Path checkpoints = folder.resolve("checkpoints");
      Path model = folder.resolve("model");
      new Checkpoints(checkpoints, 2).save(Fixtures.checkpoint(1, -1));
      ModelFile.write(model, Fixtures.model(1));
      var large = Map.of("weight", Fixtures.tensor(DType.F32, 1, 1 << 20));
      ModelParts parts = Fixtures.model(2);

      refused(
          "checkpoint",
          () -> new Checkpoints(checkpoints, 2).save(new Checkpoint(2, large, "{}", 0)));
      refused(
          "model",
          () ->
              ModelFile.write(
                  model,
                  new ModelParts(parts.configJson(), large, parts.tokenizerFiles(), parts.card())));

      System.out.println(
          "latest: " + new Checkpoints(checkpoints, 2).latest().orElseThrow().step());
      Fixtures.assertSame(ModelFile.read(model), Fixtures.model(1));
      System.out.println("model: 1");
      for (Path left : List.of(folder, checkpoints)) {
        String[] names = left.toFile().list();
        System.out.println(
            "left: " + (names == null ? "none" : List.of(names).stream().sorted().toList()));
      }
    }

    private static void refused(String what, Runnable write) {
      try {
        write.run();
      } catch (TrainingException e) {
        System.out.println("refused: " + what);
      }
    }
  }
}
