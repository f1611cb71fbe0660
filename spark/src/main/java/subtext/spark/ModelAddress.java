package subtext.spark;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import subtext.error.InputException;

/**
 * A model that every executor is to load.
 *
 * @param uri of its folder
 * @param manifest SHA-256 of its manifest, which vouches for all of its files
 */
record ModelAddress(Storage storage, String uri, String manifest) implements Serializable {
  private static final String MANIFEST = "manifest.json";

  /**
   * The model in {@code path}, or in that of its run.
   *
   * @throws InputException if there is none
   */
  static ModelAddress find(Storage storage, String path) {
    String folder = storage.qualified(path);
    for (String each : List.of(folder, Storage.child(folder, "model"))) {
      if (storage.exists(Storage.child(each, MANIFEST))) {
        return new ModelAddress(storage, each, hash(storage, each));
      }
    }
    throw new InputException(
        "%s %s. Give a model folder (with manifest.json) or a run folder (with model/manifest.json), on any file system that the executors reach"
            .formatted(path, storage.exists(folder) ? "holds no model" : "does not exist"));
  }

  /** The same of what lies there now. */
  boolean isUnchanged() {
    return hash(storage, uri).equals(manifest);
  }

  private static String hash(Storage storage, String folder) {
    String text = storage.text(Storage.child(folder, MANIFEST));
    return Preparation.sha256(List.of(text.getBytes(StandardCharsets.UTF_8)));
  }
}
