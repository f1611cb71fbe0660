package subtext.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import subtext.config.Nearest;
import subtext.error.InputException;

/**
 * Where data sets are looked for, in this order.
 *
 * @param given what {@code --data} says: a folder of sets, a set's own folder, or one file to use
 *     instead of any set
 * @param variable what {@code $SUBTEXT_DATA} says
 * @param installation {@code data/} of the installation, before the last: where Debian's packages
 *     of data sets put them
 */
public record DataFolders(@Nullable Path given, @Nullable Path variable, Path installation) {
  private static final Path SYSTEM = Path.of("/usr/share/datasets");

  /**
   * With the environment of this process; the property {@code subtext.home} is the installation.
   */
  public static DataFolders standard(@Nullable Path given) {
    String variable = System.getenv("SUBTEXT_DATA");
    return new DataFolders(
        given,
        variable == null || variable.isBlank() ? null : Path.of(variable),
        Path.of(System.getProperty("subtext.home", "")).resolve("data"));
  }

  /**
   * The file or folder of a set.
   *
   * @throws InputException if no folder holds it
   */
  Path find(String set) {
    Path direct = Path.of(set);
    if (Files.isRegularFile(direct) || (direct.isAbsolute() && Files.exists(direct))) {
      return direct;
    }
    if (given != null && isItself(given, set)) {
      return given;
    }
    return searched().stream()
        .map(folder -> folder.resolve(set))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(() -> missing(set));
  }

  private static boolean isItself(Path folder, String set) {
    return Files.isDirectory(folder)
        && !Files.exists(folder.resolve(set))
        && folder.toAbsolutePath().normalize().endsWith(set);
  }

  private List<Path> searched() {
    return Stream.of(given, variable, installation, SYSTEM).filter(Objects::nonNull).toList();
  }

  private InputException missing(String set) {
    List<String> places = new ArrayList<>();
    places.add(given == null ? "--data (not given)" : "--data " + given);
    places.add(variable == null ? "$SUBTEXT_DATA (not set)" : "$SUBTEXT_DATA (" + variable + ")");
    places.add(installation.toString());
    String hint = Nearest.to(set, present()).map(near -> " Did you mean " + near + "?").orElse("");
    return new InputException(
        "data.set: %s was not found in %s.%s docs/data.md says where to get it; then name the folder that holds it with --data DIR"
            .formatted(set, String.join(", ", places), hint));
  }

  private List<String> present() {
    return searched().stream().flatMap(DataFolders::names).toList();
  }

  private static Stream<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    } catch (IOException e) {
      return Stream.empty(); // only a hint is lost
    }
  }
}
