package subtext.bench;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a child process is to work on.
 *
 * @param folder of the files that all variants share
 * @param home of the recipes
 * @param data folder of Penn Treebank or of STS-B, or the one file that is trained on; null for
 *     random sentences, or those that ship
 * @param model folder of a trained model; null for none
 * @param seconds to measure for
 * @param warmup steps before
 * @param only keys of what is wanted; none for all
 */
record Job(
    Workload workload,
    Path folder,
    Path home,
    @Nullable Path data,
    @Nullable Path model,
    double seconds,
    int warmup,
    List<String> only) {
  /** Sentences that are written at a time. */
  static final int SIDE_BY_SIDE = 64;

  /** Tokens of a sentence at the most; with random weights nearly all become as long. */
  static final int LONGEST = 50;

  /** What {@code settings} ask for. */
  static Job of(Settings settings, Workload workload, Path folder, int warmup) {
    return new Job(
        workload,
        folder,
        settings.home(),
        settings.data(),
        settings.model(),
        settings.seconds(),
        warmup,
        settings.only());
  }

  /** Whether {@code key} is to be measured. */
  boolean wants(String key) {
    return only.isEmpty() || only.contains(key);
  }

  Path weights() {
    return folder.resolve("weights.safetensors");
  }

  Path batches() {
    return folder.resolve("batches.bin");
  }

  /** Latent vectors, of float32. */
  Path latents() {
    return folder.resolve("z.bin");
  }

  /** The same on {@code other}. */
  Job with(Workload other) {
    return new Job(other, folder, home, data, model, seconds, warmup, only);
  }

  /** The same with other files. */
  Job in(Path otherFolder) {
    return new Job(workload, otherFolder, home, data, model, seconds, warmup, only);
  }

  /** The same on another text. */
  Job on(Path otherData) {
    return new Job(workload, folder, home, otherData, model, seconds, warmup, only);
  }

  /** The same on random sentences. */
  Job onNothing() {
    return new Job(workload, folder, home, null, model, seconds, warmup, only);
  }

  /** The same for a shorter or longer time. */
  Job lasting(double otherSeconds) {
    return new Job(workload, folder, home, data, model, otherSeconds, warmup, only);
  }
}
