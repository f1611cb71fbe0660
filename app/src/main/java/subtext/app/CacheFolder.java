package subtext.app;

import java.nio.file.Path;
import java.util.List;

/** What can be made again at any time: {@code $XDG_CACHE_HOME/subtext}, or {@code ~/.cache}'s. */
final class CacheFolder {
  private CacheFolder() {}

  /** Where the vectors of {@code corpus} stay that the model in {@code model} makes. */
  static Path index(Path model, Path corpus) {
    List<Path> both = List.of(absolute(model), absolute(corpus));
    String name = "%s-%08x".formatted(corpus.getFileName(), both.hashCode());
    return home().resolve("subtext").resolve("search").resolve(name);
  }

  /** Where the maps of models stay. */
  static Path maps() {
    return home().resolve("subtext").resolve("maps");
  }

  private static Path home() {
    String cache = System.getenv("XDG_CACHE_HOME");
    return cache == null || cache.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache")
        : Path.of(cache);
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
