package subtext.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import subtext.error.InputException;
import subtext.error.TrainingException;

/**
 * Where the parts of a training run lie.
 *
 * @param path the run folder itself
 */
public record RunFolder(Path path) {
  public RunFolder {
    path = path.toAbsolutePath().normalize();
  }

  /**
   * Makes the folder for a new run.
   *
   * @throws InputException if a run is there already, or files of something else, or no folder
   * @throws TrainingException if it cannot be made
   */
  public static RunFolder create(Path path) {
    RunFolder run = new RunFolder(path);
    if (!Files.exists(run.recipe()) && Files.exists(run.checkpoints())) {
      throw new InputException(
          "%s holds checkpoints without a recipe.yaml, which a beginning that was interrupted leaves behind: delete it, or give another folder (--out)"
              .formatted(path));
    }
    if (Files.exists(run.recipe())) {
      throw new InputException(
          "%s holds a run already: go on with it (--resume %s), or give another folder (--out)"
              .formatted(path, path));
    }
    if (Files.exists(run.path) && !Files.isDirectory(run.path)) {
      throw new InputException("%s is no folder: give another one (--out)".formatted(path));
    }
    if (holdsOtherFiles(run)) {
      throw new InputException(
          "%s holds files of something else: give a new or empty folder (--out)".formatted(path));
    }
    try {
      Files.createDirectories(run.path);
    } catch (IOException e) {
      throw new TrainingException("cannot make the run folder " + path + ": " + e.getMessage(), e);
    }
    return run;
  }

  /** A beginning that was interrupted leaves its lock, if nothing else that is known. */
  private static boolean holdsOtherFiles(RunFolder run) {
    if (!Files.isDirectory(run.path) || Files.exists(run.lock())) {
      return false;
    }
    try (Stream<Path> held = Files.list(run.path)) {
      return held.findAny().isPresent();
    } catch (IOException e) {
      throw new TrainingException("cannot read " + run.path + ": " + e.getMessage(), e);
    }
  }

  /**
   * The folder of a run that was begun.
   *
   * @throws InputException if there is no run
   */
  public static RunFolder open(Path path) {
    RunFolder run = new RunFolder(path);
    if (!Files.isRegularFile(run.recipe())) {
      throw new InputException(
          "%s is no run folder: it has no recipe.yaml. Runs are made by subtext train"
              .formatted(path));
    }
    return run;
  }

  /**
   * Writes a file of the run, {@link #samples} say, whole or not at all.
   *
   * @throws TrainingException if it cannot be written
   */
  public void write(Path file, String text) {
    write(file, text.getBytes(UTF_8));
  }

  /** As {@link #write(Path, String)}, of {@link #picture} say. */
  public void write(Path file, byte[] bytes) {
    try {
      AtomicFile.write(FileLayer.DISK, file, AtomicFile.Contents.of(bytes));
    } catch (IOException e) {
      throw new TrainingException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** The recipe with every value resolved. */
  public Path recipe() {
    return path.resolve("recipe.yaml");
  }

  /** The model folder, see {@link ModelFile}. */
  public Path model() {
    return path.resolve("model");
  }

  /** The folder of {@link Checkpoints}. */
  public Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /** The file of {@link MetricsLog}. */
  public Path metrics() {
    return path.resolve("metrics.jsonl");
  }

  /** The folder of TensorBoard's {@link EventFile}s. */
  public Path events() {
    return path.resolve("events");
  }

  public Path samples() {
    return path.resolve("samples.txt");
  }

  /** The sheet of images {@code name} of a model of images. */
  public Path picture(String name) {
    return path.resolve(name + ".png");
  }

  public Path report() {
    return path.resolve("report.html");
  }

  public Path log() {
    return path.resolve("train.log");
  }

  /** The file of {@link RunLock}. */
  public Path lock() {
    return path.resolve("run.lock");
  }
}
