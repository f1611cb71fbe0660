package subtext.bench;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a child process is to work on.
 *
 * @param folder of the files that all variants share
 * @param warmup steps before measuring
 */
record Job(Workload workload, Path folder, int warmup, Settings settings) {
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

  /** What the files of an epoch's batches begin with; its number, from 0, and .bin follow. */
  Path epochs() {
    return folder.resolve("epoch-");
  }

  /** Batches of epoch {@code number}, from 0. */
  Path epoch(int number) {
    return Path.of(epochs() + "%d.bin".formatted(number));
  }

  /** Batches that are not trained on. */
  Path validation() {
    return folder.resolve("validation.bin");
  }

  /** Latent vectors, of float32. */
  Path latents() {
    return folder.resolve("z.bin");
  }

  /** The same on {@code other}. */
  Job with(Workload other) {
    return new Job(other, folder, warmup, settings);
  }

  /** The same with other files. */
  Job in(Path otherFolder) {
    return new Job(workload, otherFolder, warmup, settings);
  }

  /** The same on another text, or on random sentences. */
  Job on(@Nullable Path data) {
    return new Job(workload, folder, warmup, settings.on(data));
  }

  /** The same for a share of the time, after a tenth of the steps. */
  Job briefly(double share) {
    return new Job(workload, folder, warmup / 10 + 1, settings.lasting(share * settings.seconds()));
  }

  /** The same from another seed. */
  Job from(long seed) {
    return new Job(workload, folder, warmup, settings.from(seed));
  }
}
