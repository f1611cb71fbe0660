package subtext.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import subtext.app.SmallRun;
import subtext.error.InputException;
import subtext.use.Encode;
import subtext.use.Model;

/** The one thread of a model, and what waits for it. */
class ModelQueueTest {
  private static final int WAITING = 4;
  private static final int BATCH = 6;

  private final Model model = Model.load(SmallRun.HOME.resolve("models").resolve("quickstart-en"));
  private final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
  private final ModelQueue queue =
      new ModelQueue(
          "test", model, new Limits(WAITING, BATCH, Duration.ofMillis(200), 1), batches::add);
  private final CountDownLatch held = new CountDownLatch(1);
  private CompletableFuture<String> holding = new CompletableFuture<>();

  /** Says of each text its key, and of which of how many texts it was. */
  private record Places() implements Joint<String> {
    @Override
    public List<String> all(Model used, List<String> texts, long[] examples) {
      if (texts.contains("bad")) {
        throw new InputException("bad text");
      }
      List<String> said = new ArrayList<>();
      for (int n = 0; n < texts.size(); n++) {
        said.add(texts.get(n) + " " + examples[n] + " of " + texts.size());
      }
      return said;
    }
  }

  private static Work<List<String>> say(String... texts) {
    return new Work.Joined<>(new Places(), Arrays.asList(texts), said -> said);
  }

  /** Keeps the thread of the model until {@link #held} is let go. */
  private void hold() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    holding =
        queue.submit(
            new Work.Alone<>(
                used -> {
                  begun.countDown();
                  try {
                    held.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  return Thread.currentThread().getName();
                }));
    begun.await();
  }

  @AfterEach
  void close() {
    held.countDown();
    queue.close();
    assertThatThrownBy(() -> queue.submit(say("late")))
        .isInstanceOfSatisfying(
            Problem.class, late -> assertThat(late.kind()).isEqualTo(Problem.Kind.UNAVAILABLE));
    assertThatThrownBy(() -> new Encode(model).vector("closed"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void requestsOfOneKindThatWaitAreComputedAtOnceEachWithItsOwnPlaces() throws Exception {
    hold();
    CompletableFuture<List<String>> first = queue.submit(say("a", "b"));
    CompletableFuture<List<String>> second = queue.submit(say("c"));
    held.countDown();
    assertThat(first.get()).containsExactly("a 0 of 3", "b 1 of 3");
    assertThat(second.get()).containsExactly("c 0 of 3");
    assertThat(holding.get()).isEqualTo("model-test");
    assertThat(batches).containsExactly(1, 2);
  }

  @Test
  void aFullBatchGoesWithoutWaitingForMore() throws Exception {
    hold();
    CompletableFuture<List<String>> first = queue.submit(say("1", "2", "3", "4"));
    CompletableFuture<List<String>> tooMany = queue.submit(say("5", "6", "7"));
    CompletableFuture<List<String>> fits = queue.submit(say("8", "9"));
    held.countDown();
    assertThat(first.get()).first().isEqualTo("1 0 of 6");
    assertThat(fits.get()).containsExactly("8 0 of 6", "9 1 of 6");
    assertThat(tooMany.get()).first().isEqualTo("5 0 of 3");
  }

  @Test
  void aTextThatFailsFailsItsOwnRequestOnly() throws Exception {
    hold();
    CompletableFuture<List<String>> good = queue.submit(say("good"));
    CompletableFuture<List<String>> bad = queue.submit(say("bad"));
    held.countDown();
    assertThat(good.get()).containsExactly("good 0 of 1");
    assertThatThrownBy(bad::join)
        .isInstanceOf(CompletionException.class)
        .hasRootCauseInstanceOf(InputException.class);
  }

  @Test
  void aFullQueueRefusesUntilSomethingIsGivenUp() throws Exception {
    hold();
    List<CompletableFuture<List<String>>> waiting = new ArrayList<>();
    for (int n = 0; n < WAITING; n++) {
      waiting.add(queue.submit(say("x")));
    }
    assertThatThrownBy(() -> queue.submit(say("y")))
        .isInstanceOfSatisfying(
            Problem.class, full -> assertThat(full.kind()).isEqualTo(Problem.Kind.BUSY));
    assertThat(queue.size()).isEqualTo(WAITING);
    waiting.getFirst().cancel(false);
    CompletableFuture<List<String>> later = queue.submit(say("y"));
    held.countDown();
    assertThat(later.get()).containsExactly("y 0 of " + WAITING);
  }

  @Test
  void whatIsGivenUpIsNotComputed() throws Exception {
    hold();
    List<String> done = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<Boolean> dropped =
        queue.submit(new Work.Alone<>(used -> done.add("dropped")));
    CompletableFuture<Boolean> kept = queue.submit(new Work.Alone<>(used -> done.add("kept")));
    dropped.cancel(false);
    held.countDown();
    kept.get();
    assertThat(done).containsExactly("kept");
  }

  @Test
  void whatIsGivenUpWhileItIsComputedStopsAndNothingElseDoes() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<List<String>> endless =
        queue.submit(
            new Work.Alone<>(
                used -> {
                  while (true) {
                    used.use(() -> used.network().latent());
                    begun.countDown();
                  }
                }));
    begun.await();
    CompletableFuture<List<String>> next = queue.submit(say("a"));
    CompletableFuture<float[]> encoded =
        queue.submit(new Work.Alone<>(used -> new Encode(used).vector("he is here")));
    endless.cancel(false);
    assertThat(next.get()).containsExactly("a 0 of 1");
    assertThat(encoded.get()).hasSize(model.network().latent());
  }

  @Test
  void aBatchGoesOnAsLongAsOneOfItsRequestsIsWaitedFor() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Joint<String> slow =
        (used, texts, examples) -> {
          begun.countDown();
          while (go.getCount() > 0) {
            used.use(() -> used.network().latent());
          }
          return texts;
        };
    hold();
    CompletableFuture<List<String>> dropped =
        queue.submit(new Work.Joined<>(slow, List.of("dropped"), said -> said));
    CompletableFuture<List<String>> kept =
        queue.submit(new Work.Joined<>(slow, List.of("kept"), said -> said));
    held.countDown();
    begun.await();
    dropped.cancel(false);
    go.countDown();
    assertThat(kept.get()).containsExactly("kept");
    assertThat(batches).containsExactly(1, 2);
  }

  @Test
  void whatWaitsWhenTheQueueIsDrainedIsAnswered() throws Exception {
    hold();
    CompletableFuture<List<String>> waiting = queue.submit(say("a"));
    queue.drain();
    held.countDown();
    assertThat(waiting.get()).containsExactly("a 0 of 1");
  }
}
