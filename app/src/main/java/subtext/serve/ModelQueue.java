package subtext.serve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import subtext.tensor.Torch;
import subtext.use.Model;

/**
 * The one thread that computes with a model, and the requests that wait for it. Work that can be
 * shared waits a little for more of its kind, and is then computed at once.
 */
final class ModelQueue implements AutoCloseable {
  private final Model model;
  private final Limits limits;
  private final Batches batches;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Job<?>> waiting = new ArrayDeque<>();
  private boolean closing;

  /** Hears of what is computed at once. */
  interface Batches {
    void computed(int requests);
  }

  /**
   * @param name of the thread
   * @param model that is closed when this is
   */
  ModelQueue(String name, Model model, Limits limits, Batches batches) {
    this.model = model;
    this.limits = limits;
    this.batches = batches;
    this.thread = Thread.ofPlatform().name("model-" + name).daemon().start(this::work);
  }

  /**
   * Puts {@code work} behind what waits. Cancelled before its turn, it is left out.
   *
   * @throws Problem if the queue is full or closing
   */
  <A> CompletableFuture<A> submit(Work<A> work) {
    Job<A> job = new Job<>(work, System.nanoTime(), new CompletableFuture<>());
    lock.lock();
    try {
      waiting.removeIf(Job::isOver);
      if (closing) {
        throw new Problem(Problem.Kind.UNAVAILABLE, "the model is being replaced or taken down");
      }
      if (waiting.size() >= limits.waiting()) {
        throw new Problem(
            Problem.Kind.BUSY,
            "%d requests wait for this model already; try again later".formatted(waiting.size()));
      }
      waiting.add(job);
      changed.signal();
    } finally {
      lock.unlock();
    }
    return job.result();
  }

  /** Requests that wait. */
  int size() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    Torch.setThreads(limits.threads()); // a property of the thread that asks
    try (model) {
      for (List<Job<?>> batch = next(); !batch.isEmpty(); batch = next()) {
        batches.computed(batch.size());
        try (Abandonment watch = Abandonment.of(batch)) {
          JobRun.of(batch, model);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is computed next; empty when this is closed and nothing waits. */
  private List<Job<?>> next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Job<?> first = first();
      while (first == null && !closing) {
        changed.await();
        first = first();
      }
      if (first == null) {
        return List.of();
      }
      return first.work() instanceof Work.Joined<?, ?> joined
          ? together(first, joined)
          : List.of(first);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Job<?> first() {
    waiting.removeIf(Job::isOver);
    return waiting.poll();
  }

  private List<Job<?>> together(Job<?> first, Work.Joined<?, ?> joined)
      throws InterruptedException {
    List<Job<?>> batch = new ArrayList<>(List.of(first));
    int texts = take(batch, joined.joint(), joined.texts().size());
    long left = first.submitted() + limits.window().toNanos() - System.nanoTime();
    while (texts < limits.batch() && left > 0 && !closing) {
      left = changed.awaitNanos(left);
      texts = take(batch, joined.joint(), texts);
    }
    return batch;
  }

  /** Takes what fits into the batch, and counts its texts. */
  private int take(List<Job<?>> batch, Joint<?> joint, int before) {
    int texts = before;
    for (Iterator<Job<?>> jobs = waiting.iterator(); jobs.hasNext() && texts < limits.batch(); ) {
      Job<?> job = jobs.next();
      if (!job.isOver()
          && job.work() instanceof Work.Joined<?, ?> other
          && other.joint().equals(joint)
          && texts + other.texts().size() <= limits.batch()) {
        jobs.remove();
        batch.add(job);
        texts += other.texts().size();
      }
    }
    return texts;
  }

  /** Takes nothing more; what waits is computed, and then the model closed. */
  void drain() {
    lock.lock();
    try {
      closing = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Drains this, and waits for it. */
  @Override
  public void close() {
    drain();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
