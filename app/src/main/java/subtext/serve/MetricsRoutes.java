package subtext.serve;

import io.javalin.http.Context;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import subtext.store.RunFolder;

/** The metrics of a run, at once or as they are written. */
final class MetricsRoutes {
  private static final int LISTENERS = 64;
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final int LOOKS_A_BEAT = 8;

  private final Service service;
  private final Semaphore listeners = new Semaphore(LISTENERS);

  MetricsRoutes(Service service) {
    this.service = service;
  }

  void rows(Context context) {
    Responses.json(context, new RunMetrics(run(served(context))).from(from(context)));
  }

  void stream(Context context) {
    ServedModel served = served(context);
    RunMetrics metrics = new RunMetrics(run(served));
    long from = from(context);
    if (!listeners.tryAcquire()) {
      throw new Problem(Problem.Kind.BUSY, "%d listen already".formatted(LISTENERS));
    }
    try {
      follow(served, metrics, from, new EventStream(context));
    } catch (UncheckedIOException e) {
      return; // the client has heard enough
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      listeners.release();
    }
  }

  /** How the run stands, see {@link RunMetrics#state}. */
  private record State(String state) {}

  /** The model that answers now. */
  private record Answering(String sha256) {}

  private void follow(ServedModel served, RunMetrics metrics, long from, EventStream events)
      throws InterruptedException {
    long place = from;
    String state = "";
    String model = "";
    for (int look = 0; !service.health().isDraining(); look++) {
      RunMetrics.Rows found = metrics.from(place);
      found.rows().forEach(row -> events.send("row", row));
      place = found.next();
      if (!found.state().equals(state)) {
        state = found.state();
        events.send("state", new State(state));
      }
      Loaded loaded = served.current();
      if (loaded != null && !loaded.sha256().equals(model)) {
        model = loaded.sha256();
        events.send("model", new Answering(model));
      }
      if (look % LOOKS_A_BEAT == 0) {
        events.beat();
      }
      Thread.sleep(LOOK);
    }
  }

  private ServedModel served(Context context) {
    return service.shelf().find(context.pathParam("id"));
  }

  private static RunFolder run(ServedModel served) {
    RunFolder run = served.run();
    if (run == null) {
      throw new Problem(
          Problem.Kind.NOT_FOUND,
          "the model %s is served without the run that made it; give the server the folder of the run instead of the model's"
              .formatted(served.id()));
    }
    return run;
  }

  private static long from(Context context) {
    @Nullable String given = context.queryParam("from");
    if (given == null) {
      return 0;
    }
    if (!given.matches("[0-9]{1,18}")) {
      throw new Problem(Problem.Kind.WRONG_FIELD, "from must be a number of bytes", "from");
    }
    return Long.parseLong(given);
  }
}
