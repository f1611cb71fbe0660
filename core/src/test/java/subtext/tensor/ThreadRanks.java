package subtext.tensor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Ranks that are threads of one process, and otherwise meet and sum as processes do. */
public final class ThreadRanks {
  public static final byte[] SECRET =
      "a secret of these tests".getBytes(java.nio.charset.StandardCharsets.UTF_8);

  private ThreadRanks() {}

  /** The place of {@code rank} among {@code size}, in buckets of {@code bucketBytes}. */
  public static Rendezvous place(int rank, int size, int bucketBytes) {
    return new Rendezvous(rank, size, "127.0.0.1", SECRET, 1, Duration.ofSeconds(10), bucketBytes);
  }

  /** What {@code work} gives in each of {@code size} ranks, in their order. */
  public static <T> List<T> run(int size, Function<Ranks, T> work) {
    return run(size, 1 << 20, work);
  }

  /** As {@link #run(int, Function)}, in buckets of {@code bucketBytes}. */
  public static <T> List<T> run(int size, int bucketBytes, Function<Ranks, T> work) {
    MeetingPlace meeting = MeetingPlace.open("127.0.0.1", Duration.ofSeconds(10));
    List<Callable<T>> tasks = new ArrayList<>();
    for (int rank = 0; rank < size; rank++) {
      Rendezvous place = place(rank, size, bucketBytes);
      tasks.add(
          () -> {
            try (Ranks ranks =
                place.rank() == 0
                    ? Gloo.join(place, meeting)
                    : Gloo.join(place, "127.0.0.1", meeting.port())) {
              return work.apply(ranks);
            }
          });
    }
    return together(tasks);
  }

  /** The results of tasks that run at the same time. */
  static <T> List<T> together(List<Callable<T>> tasks) {
    try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }
}
