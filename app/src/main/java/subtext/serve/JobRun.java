package subtext.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import subtext.use.Model;

/** Computes jobs, and hands out what came of them. */
final class JobRun {
  /** Answers are made of results beside the model's thread, which has the next batch to compute. */
  private static final Executor ANSWERING = Executors.newVirtualThreadPerTaskExecutor();

  private JobRun() {}

  /** {@code jobs} at once: one alone, or all of an equal {@link Joint}. */
  static void of(List<Job<?>> jobs, Model model) {
    if (jobs.size() == 1) {
      alone(jobs.getFirst(), model);
      return;
    }
    List<Joined<?, ?>> joined = new ArrayList<>();
    jobs.forEach(job -> joined.add(Joined.of(job)));
    try {
      together(joined, model);
    } catch (RuntimeException
        | Error e) { // one text may spoil the batch: each request has its own answer
      jobs.stream().filter(job -> !job.isOver()).forEach(job -> alone(job, model));
    }
  }

  private static <A> void alone(Job<A> job, Model model) {
    try {
      job.result()
          .complete(
              switch (job.work()) {
                case Work.Alone<A> work -> work.task().apply(model);
                case Work.Joined<?, A> work -> answer(work, model);
              });
    } catch (RuntimeException | Error e) {
      job.result().completeExceptionally(e);
    }
  }

  private static <E, A> A answer(Work.Joined<E, A> work, Model model) {
    List<String> texts = work.texts();
    return work.answer().apply(work.joint().all(model, texts, places(texts.size())));
  }

  private static long[] places(int count) {
    return LongStream.range(0, count).toArray();
  }

  /** A job and its part of a batch. */
  private record Joined<E, A>(Job<A> job, Work.Joined<E, A> work) {
    static <A> Joined<?, A> of(Job<A> job) {
      return switch (job.work()) {
        case Work.Joined<?, A> work -> new Joined<>(job, work);
        case Work.Alone<A> alone ->
            throw new IllegalArgumentException(alone + " shares nothing with others");
      };
    }

    /** Its results are those from {@code first} on. */
    void complete(List<?> results, int first) {
      @SuppressWarnings("unchecked") // those of an equal joint, which has the same type
      List<E> own = (List<E>) results.subList(first, first + work.texts().size());
      job.result().completeAsync(() -> work.answer().apply(own), ANSWERING);
    }
  }

  private static void together(List<Joined<?, ?>> jobs, Model model) {
    List<String> texts = new ArrayList<>();
    jobs.forEach(each -> texts.addAll(each.work().texts()));
    long[] examples =
        jobs.stream()
            .map(each -> places(each.work().texts().size()))
            .flatMapToLong(LongStream::of)
            .toArray();
    List<?> results = jobs.getFirst().work().joint().all(model, texts, examples);
    int first = 0;
    for (Joined<?, ?> each : jobs) {
      each.complete(results, first);
      first += each.work().texts().size();
    }
  }
}
