package subtext.bench;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import subtext.config.Allowed;
import subtext.error.InputException;

/**
 * How a benchmark is run.
 *
 * @param home the installation
 * @param size name of a {@link Workload}; null for the kind's own
 * @param data folder that holds Penn Treebank, STS-B, or what frozen vectors are measured on; null
 *     for random sentences of like lengths, or those that ship
 * @param models folders of trained models to encode with
 * @param rounds each of which measures every variant once
 * @param seconds that a variant is measured for in a round
 * @param only keys of the variants wanted; none for all
 * @param corpora sizes of the corpora that the trainer is measured on, in MB
 * @param epochs that curves are drawn over
 * @param seed of the first round's weights, order and noise; each round has the next
 */
public record Settings(
    Path home,
    @Nullable String size,
    @Nullable Path data,
    List<Path> models,
    int rounds,
    double seconds,
    List<String> only,
    List<Integer> corpora,
    int epochs,
    long seed) {
  public static final double SECONDS = 15;
  public static final List<Integer> CORPORA = List.of(10, 100, 1000);
  public static final int EPOCHS = 5;
  public static final long SEED = 1;

  public Settings {
    Allowed.between("rounds", rounds, 1, 1000);
    Allowed.between("seconds", seconds, 0.01, 3600);
    Allowed.between("epochs", epochs, 1, 1000);
    models = List.copyOf(models);
    only = List.copyOf(only);
    corpora = List.copyOf(corpora);
    corpora.forEach(megabytes -> Allowed.between("corpora", megabytes, 1, 100_000));
  }

  /**
   * Checks that everything in {@code only} is there.
   *
   * @throws InputException for what is none of {@code keys}
   */
  void requireOnly(List<String> keys) {
    only.stream()
        .filter(key -> !keys.contains(key))
        .findFirst()
        .ifPresent(
            key -> {
              throw new InputException(
                  "--only: %s is none of %s".formatted(key, String.join(", ", keys)));
            });
  }

  /** Whether {@code key} is to be measured. */
  boolean wants(String key) {
    return only.isEmpty() || only.contains(key);
  }

  /** What the sentences are. */
  String text() {
    return data == null ? "random sentences" : "Penn Treebank";
  }

  /** These on another text, or on random sentences. */
  Settings on(@Nullable Path otherData) {
    return new Settings(
        home, size, otherData, models, rounds, seconds, only, corpora, epochs, seed);
  }

  /** These for a shorter or longer time. */
  Settings lasting(double otherSeconds) {
    return new Settings(
        home, size, data, models, rounds, otherSeconds, only, corpora, epochs, seed);
  }

  /** These from another seed. */
  Settings from(long otherSeed) {
    return new Settings(
        home, size, data, models, rounds, seconds, only, corpora, epochs, otherSeed);
  }

  /** The network that is asked for, or {@code usual}. */
  Workload workload(Workload usual) {
    return size == null ? usual : Workload.named(size);
  }
}
