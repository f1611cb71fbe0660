package subtext.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import subtext.config.Nearest;
import subtext.error.InputException;

/** The shipped recipes: the {@code .yaml} files of {@code folder}, by their names without it. */
record Recipes(Path folder) {
  private static final String SUFFIX = ".yaml";

  /** Files by name, in the order of the names. */
  SequencedMap<String, Path> all() {
    SequencedMap<String, Path> files = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> entries = Files.list(folder)) {
        entries
            .filter(file -> file.toString().endsWith(SUFFIX))
            .forEach(file -> files.put(name(file), file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - SUFFIX.length());
  }

  /**
   * The file that a RECIPE argument means.
   *
   * @param recipe a file, or the name of a shipped recipe
   * @throws InputException if it is neither, with the nearest name
   */
  Path find(String recipe) {
    Path shipped = all().get(recipe);
    if (shipped != null) {
      return shipped;
    }
    Path file = Path.of(recipe);
    if (Files.isRegularFile(file)) {
      return file;
    }
    if (recipe.endsWith(SUFFIX) || recipe.contains("/")) {
      throw new InputException("there is no recipe file " + recipe);
    }
    List<String> names = List.copyOf(all().keySet());
    throw new InputException("there is no recipe '" + recipe + "'" + Nearest.hint(recipe, names));
  }
}
