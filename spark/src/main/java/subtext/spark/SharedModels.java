package subtext.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.TaskContext;
import subtext.error.CorruptFileException;
import subtext.store.TemporaryFolder;
import subtext.tensor.Torch;
import subtext.use.Model;

/**
 * The models that this process has loaded: each once, however many tasks use it at a time, and
 * until it ends, as long as not too many others come. What is static here belongs to the process:
 * the tasks of an executor have nothing else in common.
 */
final class SharedModels {
  /** Models that stay without being used. */
  private static final int IDLE = 2;

  private static final Map<String, Shared> LOADED = new LinkedHashMap<>(16, 0.75f, true);

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(SharedModels::closeIdle, "models"));
  }

  private SharedModels() {}

  private static final class Shared {
    private final Model model;
    private final Map<Answering, Answering.Answerer> verbs = new ConcurrentHashMap<>();
    private int users;

    Shared(Model model) {
      this.model = model;
    }
  }

  /** A model in use. */
  static final class Lease implements AutoCloseable {
    private final Shared shared;
    private boolean closed;

    private Lease(Shared shared) {
      this.shared = shared;
    }

    Model model() {
      return shared.model;
    }

    /**
     * @throws subtext.error.InputException if the model has no such verb
     */
    Answering.Answerer verb(Answering answering) {
      return shared.verbs.computeIfAbsent(answering, each -> each.with(shared.model));
    }

    @Override
    public void close() {
      synchronized (LOADED) {
        shared.users -= closed ? 0 : 1;
        closed = true;
      }
    }
  }

  /**
   * The model at {@code address}, loaded if it is not yet: copied to this machine, and every file
   * checked against the manifest.
   *
   * @throws CorruptFileException if it is not whole, or not the one that the driver saw
   */
  static Lease lease(ModelAddress address) {
    synchronized (LOADED) { // so that it is loaded once; who needs another waits as well
      Shared shared = LOADED.get(address.manifest());
      if (shared == null) {
        closeIdle(IDLE - 1);
        shared = new Shared(load(address));
        LOADED.put(address.manifest(), shared);
      }
      shared.users++;
      return new Lease(shared);
    }
  }

  private static Model load(ModelAddress address) {
    TaskContext task = TaskContext.get();
    Torch.setThreads(task == null ? 1 : task.cpus()); // a task has its cores, and there are others
    try (TemporaryFolder folder = TemporaryFolder.make(Sessions.scratch(), "subtext-model-")) {
      Path local = folder.path().resolve("model");
      address.storage().download(address.uri(), local);
      if (!address.isUnchanged()) {
        throw new CorruptFileException(
            local, "is another model than when the job began: " + address.uri() + " was changed");
      }
      return Model.load(local);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy " + address.uri(), e);
    }
  }

  private static void closeIdle() {
    synchronized (LOADED) {
      closeIdle(0);
    }
  }

  /** Closes models that nobody uses, those first that were not used for longest. */
  private static void closeIdle(int most) {
    Iterator<Shared> each = LOADED.values().iterator();
    while (LOADED.size() > most && each.hasNext()) {
      Shared shared = each.next();
      if (shared.users == 0) {
        each.remove();
        shared.model.close();
      }
    }
  }
}
