package subtext.serve;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Ends work that nobody waits for any more: when all of its jobs are cancelled, the thread that
 * computes them is interrupted, and stops at the next token or batch.
 */
final class Abandonment implements AutoCloseable {
  private final Thread worker = Thread.currentThread();
  private final List<Job<?>> jobs;
  private boolean over;

  private Abandonment(List<Job<?>> jobs) {
    this.jobs = jobs;
  }

  /** Watches {@code jobs}, which this thread computes from now until this is closed. */
  static Abandonment of(List<Job<?>> jobs) {
    Abandonment watch = new Abandonment(jobs);
    for (Job<?> job : jobs) {
      CompletableFuture<?> unused = job.result().whenComplete((answer, thrown) -> watch.look());
    }
    return watch;
  }

  private synchronized void look() {
    if (!over && jobs.stream().allMatch(job -> job.result().isCancelled())) {
      worker.interrupt();
    }
  }

  /** What comes too late ends nothing else. */
  @Override
  public synchronized void close() {
    over = true;
    Thread.interrupted();
  }
}
