package subtext.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import subtext.error.InputException;
import subtext.store.RunFolder;
import subtext.use.Model;

/**
 * A model by its id. When its folder changes, what is there now is loaded and tried beside, and
 * takes the place of what was served; until then, and if it is damaged, that goes on. What cannot
 * be used is tried a few times.
 */
final class ServedModel {
  private static final Logger LOG = LoggerFactory.getLogger(ServedModel.class);

  /** How often a model that cannot be used is tried, as what kept it from that may pass. */
  private static final int TRIES = 5;

  private static final String MANIFEST = "manifest.json";

  private final String id;
  private final Path folder;
  private final @Nullable RunFolder run;
  private final Limits limits;
  private final Path cache;
  private final ModelQueue.Batches batches;
  private volatile @Nullable Loaded current;
  private volatile @Nullable String problem;
  private @Nullable String seen;
  private int failures;
  private boolean closed;

  /**
   * @param given a model folder, or the folder of a run, which need not have a model yet
   */
  ServedModel(String id, Path given, Settings settings, ModelQueue.Batches batches) {
    RunFolder asRun = new RunFolder(given);
    boolean isRun = Files.isRegularFile(asRun.recipe());
    this.id = id;
    this.run = isRun ? asRun : null;
    this.folder = isRun ? asRun.model() : asRun.path();
    this.limits = settings.queue();
    this.cache = settings.cache();
    this.batches = batches;
  }

  String id() {
    return id;
  }

  /** Where its model is, or will be. */
  Path folder() {
    return folder;
  }

  /** Threads of the engine that compute with it. */
  int threads() {
    return limits.threads();
  }

  @Nullable RunFolder run() {
    return run;
  }

  /** What answers requests; null for a run that has no model yet. */
  @Nullable Loaded current() {
    return current;
  }

  /** Why what the folder holds now is not what answers; null if it is. */
  @Nullable String problem() {
    return problem;
  }

  /**
   * Loads it for the first time.
   *
   * @throws InputException if there is no model, and no run that may still make one
   */
  synchronized void load() {
    seen = fingerprint();
    if (seen != null || run == null) {
      current = loaded();
    }
  }

  /** Looks whether the folder holds another model, and takes it if it is whole. */
  synchronized void refresh() {
    String found = closed ? null : fingerprint();
    boolean another = found != null && !found.equals(seen);
    if (found == null || (!another && (failures == 0 || failures == TRIES))) {
      return;
    }
    failures = another ? 0 : failures;
    seen = found;
    try {
      Loaded next = tried(loaded());
      Loaded before = current;
      current = next;
      failures = 0;
      problem = null;
      LOG.warn(
          before == null
              ? "{}: there is a model in its folder now, which is served"
              : "{}: the model in its folder is another, and is served from now on",
          id);
      if (before != null) {
        before.queue().drain();
      }
    } catch (RuntimeException | Error e) {
      failures++;
      problem =
          current == null
              ? "what its folder holds cannot be used, and there was no model before it"
              : "what its folder holds now cannot be used; the model before it goes on";
      LOG.warn("{}: {} (try {} of {}: {})", id, problem, failures, TRIES, e.toString());
    }
  }

  /**
   * What changes when a file of the folder does; null where there is no model. A copy that is only
   * half there is looked at again when the other half is.
   */
  private @Nullable String fingerprint() {
    if (!Files.isRegularFile(folder.resolve(MANIFEST))) {
      return null;
    }
    try (Stream<Path> files = Files.list(folder)) {
      StringBuilder fingerprint = new StringBuilder(Files.readString(folder.resolve(MANIFEST)));
      for (Path file : files.sorted().toList()) {
        fingerprint.append(file.getFileName()).append(' ').append(Files.size(file)).append(' ');
        fingerprint.append(Files.getLastModifiedTime(file)).append('\n');
      }
      return fingerprint.toString();
    } catch (IOException e) {
      LOG.warn("{}: {}", id, e.toString());
      return null;
    }
  }

  private Loaded loaded() {
    Model model = Model.load(folder);
    Abilities abilities = new Abilities(model, run);
    List<String> verbs = Verbs.of(abilities);
    long parameters = model.network().parameters().count();
    String sha256 = model.sha256();
    ModelQueue queue = new ModelQueue(id, model, limits, batches);
    TrainingSet training =
        run != null && abilities.hasTraining()
            ? new TrainingSet(run, model, sha256, queue, cache)
            : null;
    return new Loaded(
        id,
        model,
        verbs,
        abilities.writesByLabels(),
        parameters,
        sha256,
        created(),
        queue,
        training);
  }

  private Instant created() {
    try {
      return Files.getLastModifiedTime(folder.resolve(MANIFEST)).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks it for something before it is asked by others. */
  private static Loaded tried(Loaded next) {
    try {
      next.queue()
          .submit(
              new Work.Alone<>(
                  model -> {
                    Trial.of(model, next.verbs());
                    return next;
                  }))
          .join();
      return next;
    } catch (CompletionException e) {
      next.queue().close();
      throw new IllegalStateException("it fails: " + e.getMessage(), e);
    }
  }

  /** Answers what waits, and frees the model. */
  synchronized void close() {
    closed = true;
    Loaded last = current;
    if (last != null) {
      last.queue().close();
    }
  }
}
