package subtext.bench;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import subtext.config.Allowed;

/**
 * How a benchmark is run.
 *
 * @param home the installation
 * @param size name of a {@link Workload}; null for the kind's own
 * @param data folder that holds Penn Treebank; null for random sentences of like lengths
 * @param rounds each of which measures every variant once
 * @param seconds that a variant is measured for in a round
 * @param only keys of the variants wanted; none for all
 */
public record Settings(
    Path home,
    @Nullable String size,
    @Nullable Path data,
    int rounds,
    double seconds,
    List<String> only) {
  public static final int ROUNDS = 3;
  public static final double SECONDS = 15;

  public Settings {
    Allowed.between("rounds", rounds, 1, 1000);
    Allowed.between("seconds", seconds, 0.01, 3600);
    only = List.copyOf(only);
  }
}
