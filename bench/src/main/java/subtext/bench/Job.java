package subtext.bench;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a child process is to work on.
 *
 * @param folder of the files that all variants share
 * @param home of the recipes
 * @param data folder of Penn Treebank; null for random sentences
 * @param seconds to measure for
 * @param warmup steps before
 */
record Job(
    Workload workload, Path folder, Path home, @Nullable Path data, double seconds, int warmup) {
  /** Sentences that are written at a time. */
  static final int SIDE_BY_SIDE = 64;

  /** Tokens of a sentence at the most; with random weights nearly all become as long. */
  static final int LONGEST = 50;

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
    return new Job(other, folder, home, data, seconds, warmup);
  }

  /** The same for a shorter or longer time. */
  Job lasting(double otherSeconds) {
    return new Job(workload, folder, home, data, otherSeconds, warmup);
  }
}
