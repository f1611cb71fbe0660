package subtext.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import subtext.error.TrainingException;
import subtext.store.RunFolder;

/**
 * A run folder on any file system. Each attempt at training has a number, and only the newest may
 * commit: what an older one, thought lost, still has to say is refused.
 *
 * <p>A checkpoint is uploaded under another name and renamed; the folder {@code step-N.previous} is
 * one that a newer one of the same step was about to replace. Uploads of one attempt never meet
 * those of another.
 *
 * @param uri address of the run folder
 */
record RunStorage(Storage storage, String uri) implements Serializable {
  private static final String CHECKPOINTS = "checkpoints";
  private static final String PREVIOUS = ".previous";
  private static final String MANIFEST = "manifest.json";
  private static final String ATTEMPTS = "attempts";
  private static final String EVENTS = "events";

  String at(String name) {
    return Storage.child(uri, name);
  }

  /** Address of what {@link Preparation} makes. */
  String data() {
    return at("data");
  }

  /** Begins another attempt, and gives its number, from 1. */
  int begin() {
    storage.makeFolder(at(ATTEMPTS));
    int attempt = newestAttempt() + 1;
    while (!storage.create(at(ATTEMPTS + String.format(Locale.ROOT, "/attempt-%06d", attempt)))) {
      attempt++; // another driver has begun that one just now
    }
    return attempt;
  }

  private int newestAttempt() {
    return storage.list(at(ATTEMPTS)).stream()
        .map(Storage::name)
        .filter(name -> name.matches("attempt-\\d{6}"))
        .mapToInt(name -> Integer.parseInt(name.substring("attempt-".length())))
        .max()
        .orElse(0);
  }

  private void requireNewest(int attempt) {
    int newest = newestAttempt();
    if (newest != attempt) {
      throw new TrainingException(
          "attempt %d may not write to %s any more: attempt %d goes on there"
              .formatted(attempt, uri, newest));
    }
  }

  /** Copies what training goes on from to the local {@code run}. */
  void fetch(RunFolder run) {
    download("metrics.jsonl", run.metrics());
    download("train.log", run.log());
    if (storage.exists(at(EVENTS))) {
      storage.download(at(EVENTS), run.events());
    }
    for (String folder : storage.list(at(CHECKPOINTS))) {
      String name = Storage.name(folder);
      String step = name.replace(PREVIOUS, "");
      boolean kept = !name.endsWith(PREVIOUS) || !storage.exists(at(CHECKPOINTS + "/" + step));
      if (step.matches("step-\\d+") && kept) {
        makeFolder(run.checkpoints());
        storage.download(folder, run.checkpoints().resolve(step));
      }
    }
  }

  private void download(String name, Path target) {
    String current = storage.exists(at(name)) ? at(name) : at(name + ".new");
    if (storage.exists(current)) {
      storage.download(current, target);
    }
  }

  /**
   * Makes the log of the local {@code run} that of this one.
   *
   * @throws TrainingException if a newer attempt has begun
   */
  void log(RunFolder run, int attempt) {
    requireNewest(attempt);
    storage.upload(run.log(), at("train.log"));
  }

  /**
   * Makes the checkpoints and the journal of the local {@code run} those of this one.
   *
   * @throws TrainingException if a newer attempt has begun
   */
  void commit(RunFolder run, int attempt) {
    requireNewest(attempt);
    if (Files.exists(run.metrics())) {
      storage.replace(at("metrics.jsonl"), run.metrics());
    }
    if (Files.isDirectory(run.events())) {
      storage.upload(run.events(), at(EVENTS));
    }
    List<String> local = new ArrayList<>();
    for (Path step : folders(run.checkpoints())) {
      String name = step.getFileName().toString();
      local.add(name);
      if (!same(step, name)) {
        put(step, CHECKPOINTS + "/" + name, attempt);
      }
    }
    for (String folder : storage.list(at(CHECKPOINTS))) {
      String name = Storage.name(folder);
      boolean other = name.contains(".attempt-") || name.endsWith(PREVIOUS);
      if (other || (name.matches("step-\\d+") && !local.contains(name))) {
        storage.delete(folder);
      }
    }
  }

  /** Uploads a file or folder, and gives it its name when it is whole. */
  private void put(Path local, String name, int attempt) {
    String whole = at(name);
    String draft = whole + ".attempt-" + attempt;
    storage.delete(draft);
    storage.upload(local, draft);
    requireNewest(attempt);
    if (storage.exists(whole)) {
      storage.delete(whole + PREVIOUS);
      storage.rename(whole, whole + PREVIOUS);
    }
    storage.rename(draft, whole);
    storage.delete(whole + PREVIOUS);
  }

  /** Whether the checkpoint is there as it is here. */
  private boolean same(Path step, String name) {
    String manifest = at(CHECKPOINTS + "/" + name + "/" + MANIFEST);
    try {
      return storage.exists(manifest)
          && storage
              .text(manifest)
              .equals(Files.readString(step.resolve(MANIFEST), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Uploads what a finished run holds besides. The recipe is not of this: the driver's is that of
   * any number of processes and cores.
   *
   * @throws TrainingException if a newer attempt has begun
   */
  void publish(RunFolder run, int attempt) {
    commit(run, attempt);
    List<Path> others = List.of(run.checkpoints(), run.metrics(), run.lock(), run.recipe());
    try (Stream<Path> files = Files.list(run.path())) {
      for (Path file : files.sorted().toList()) {
        if (!others.contains(file)) {
          put(file, file.getFileName().toString(), attempt);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> folders(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> path.getFileName().toString().matches("step-\\d+"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
