package subtext.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import subtext.config.Nearest;
import subtext.error.InputException;
import subtext.store.RunFolder;

/**
 * The models at hand: those that ship with the installation and those of the runs in {@code runs}.
 */
record Models(Installation installation, Path runs) {
  private static final String CONFIG = "config.json";

  /** Folders by name, in the order of the names; a run hides a shipped model of its name. */
  SequencedMap<String, Path> all() {
    SequencedMap<String, Path> models = new TreeMap<>();
    for (Path folder : folders(installation.home().resolve("models"))) {
      if (Files.exists(folder.resolve(CONFIG))) {
        models.put(folder.getFileName().toString(), folder);
      }
    }
    for (Path folder : folders(runs)) {
      if (Files.exists(new RunFolder(folder).model().resolve(CONFIG))) {
        models.put(folder.getFileName().toString(), folder);
      }
    }
    return models;
  }

  private static List<Path> folders(Path parent) {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(parent)) {
      return entries.filter(Files::isDirectory).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The folder that a MODEL argument means.
   *
   * @throws InputException if there is no such folder and no model of that name
   */
  Path find(String model) {
    Path named = all().get(model);
    if (Files.exists(Path.of(model)) || (named == null && model.contains("/"))) {
      return Path.of(model);
    }
    if (named == null) {
      Set<String> names = all().keySet();
      throw new InputException(
          "there is no model '%s' and no folder of that name%s"
              .formatted(
                  model,
                  names.isEmpty()
                      ? "; train one first, for example with subtext quickstart"
                      : Nearest.hint(model, names)));
    }
    return named;
  }

  /**
   * The model to use when none is named: the only one that ships.
   *
   * @throws InputException if there is none or more than one
   */
  Path shipped() {
    List<Path> shipped = folders(installation.home().resolve("models"));
    if (shipped.size() != 1) {
      throw new InputException("which model? Name a run or model folder (see: subtext models)");
    }
    return shipped.getFirst();
  }
}
