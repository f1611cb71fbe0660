package subtext.serve;

import java.util.concurrent.CompletableFuture;

/**
 * A request that waits for a model.
 *
 * @param submitted when, by {@link System#nanoTime}
 * @param result cancelled by who no longer waits for it
 */
record Job<A>(Work<A> work, long submitted, CompletableFuture<A> result) {
  /** Whether nobody waits for it any more. */
  boolean isOver() {
    return result.isDone();
  }
}
