package subtext.serve;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import subtext.store.RunFolder;

/** The models that are served, by id. No request names a file: an id is found here, or nowhere. */
final class Shelf implements AutoCloseable {
  private final Map<String, ServedModel> models = new LinkedHashMap<>();

  /**
   * Loads models.
   *
   * @param folders of models, or of runs
   * @throws subtext.error.InputException if there is no model in one of them
   * @throws subtext.error.CorruptFileException if one is damaged
   */
  Shelf(List<Path> folders, Settings settings, ModelQueue.Batches batches) {
    try {
      for (Path folder : folders) {
        String id = id(folder);
        ServedModel served = new ServedModel(id, folder, settings, batches);
        served.load();
        models.put(id, served);
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** The name of the run or folder, and a number where two have the same. */
  private String id(Path given) {
    Path folder = given.toAbsolutePath().normalize();
    Path parent = folder.getParent();
    boolean inRun = parent != null && new RunFolder(parent).model().equals(folder);
    Path named = (inRun && parent != null ? parent : folder).getFileName();
    String name = String.valueOf(named).replaceAll("[^A-Za-z0-9._-]", "-");
    int number = 2;
    String id = name;
    while (models.containsKey(id)) {
      id = name + "-" + number++;
    }
    return id;
  }

  Collection<ServedModel> all() {
    return models.values();
  }

  /**
   * The model {@code id}.
   *
   * @param id null for the only one
   * @throws Problem if there is none, or which one is not said
   */
  ServedModel find(@Nullable String id) {
    if (id == null && models.size() == 1) {
      return models.values().iterator().next();
    }
    if (id == null) {
      throw new Problem(
          Problem.Kind.WRONG_FIELD,
          "the field 'model' is missing: one of " + String.join(", ", models.keySet()),
          RequestReader.MODEL);
    }
    ServedModel found = models.get(id);
    if (found == null) {
      throw new Problem(
          Problem.Kind.NO_MODEL,
          "there is no such model; there is " + String.join(", ", models.keySet()),
          RequestReader.MODEL);
    }
    return found;
  }

  /** Looks into the folders of all models. */
  void refresh() {
    models.values().forEach(ServedModel::refresh);
  }

  /** Answers what waits, and frees the models. */
  @Override
  public void close() {
    models.values().forEach(ServedModel::close);
  }
}
