package subtext.serve;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;

/** Whether the server lives, and whether it may be asked. */
final class Health {
  private final Shelf shelf;
  private volatile boolean draining;

  Health(Shelf shelf) {
    this.shelf = shelf;
  }

  /**
   * Whether the server lives, and may be asked.
   *
   * @param status {@code live}, {@code ready}, {@code loading} or {@code draining}
   * @param problems of single models that do not keep the server from being asked
   */
  record Readiness(String status, List<String> problems) {}

  /** From now on it may not be asked. */
  void drain() {
    draining = true;
  }

  boolean isDraining() {
    return draining;
  }

  void live(Context context) {
    Responses.json(context, new Readiness("live", List.of()));
  }

  /** 200 where at least one model can be asked, else 503. */
  void ready(Context context) {
    List<String> problems = new ArrayList<>();
    boolean any = false;
    for (ServedModel served : shelf.all()) {
      String problem = served.problem();
      if (problem != null) {
        problems.add(served.id() + ": " + problem);
      }
      any |= served.current() != null;
    }
    boolean ready = any && !draining;
    context.status(ready ? 200 : 503);
    if (!ready) {
      context.header("Retry-After", Integer.toString(Problem.RETRY_AFTER));
    }
    Responses.json(
        context, new Readiness(draining ? "draining" : any ? "ready" : "loading", problems));
  }
}
