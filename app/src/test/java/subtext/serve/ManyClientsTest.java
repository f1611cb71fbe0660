package subtext.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.app.SmallRun;
import subtext.tensor.Scope;
import tools.jackson.databind.JsonNode;

/** Many ask at once, and each gets its own answer. */
class ManyClientsTest {
  private static final Path SHIPPED = SmallRun.HOME.resolve("models").resolve("quickstart-en");
  private static final List<String> WORDS =
      List.of("team", "dog", "river", "letter", "horse", "doctor", "storm", "price");

  @TempDir Path cache;

  private Settings settings(int waiting) {
    Settings local = Settings.local(0, cache);
    return new Settings(
        local.host(),
        0,
        null,
        new Limits(waiting, 64, Duration.ofMillis(5), 1),
        local.body(),
        local.timeout(),
        local.arrival(),
        cache);
  }

  private static String text(int client) {
    String word = WORDS.get(client % WORDS.size());
    return "the %s is %s".formatted(word, "very ".repeat(client / WORDS.size() % 8) + "old");
  }

  /** The answer of each client's request, all sent at the same time. */
  private static List<Asked.Answer> together(int clients, IntFunction<Asked.Answer> request)
      throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Asked.Answer>> calls = new ArrayList<>();
      IntStream.range(0, clients).forEach(client -> calls.add(() -> request.apply(client)));
      List<Asked.Answer> answers = new ArrayList<>();
      for (Future<Asked.Answer> answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    }
  }

  private static void assertSame(Asked.Answer alone, Asked.Answer shared, String number) {
    JsonNode one = alone.good().at(number);
    JsonNode other = shared.good().at(number);
    assertThat(one.size()).isEqualTo(other.size());
    for (int d = 0; d < Math.max(1, one.size()); d++) {
      double expected = one.isArray() ? one.get(d).doubleValue() : one.doubleValue();
      double found = other.isArray() ? other.get(d).doubleValue() : other.doubleValue();
      assertThat(found).isEqualTo(expected, within(1e-4 * Math.max(1, Math.abs(expected))));
    }
  }

  @Test
  void eachOfManyGetsWhatItWouldGetAlone() throws Exception {
    try (Server server = Server.start(settings(256), List.of(SHIPPED));
        Asked asked = Asked.of(server)) {
      for (String[] verb :
          List.of(
              new String[] {"embeddings", "{\"input\":\"%s\"}", "/data/0/embedding"},
              new String[] {"encode", "{\"texts\":[\"%s\"]}", "/encodings/0/kl"},
              new String[] {"score", "{\"texts\":[\"%s\"],\"samples\":5}", "/scores/0/nats"})) {
        List<Asked.Answer> alone =
            IntStream.range(0, 64)
                .mapToObj(n -> asked.post("/v1/" + verb[0], verb[1].formatted(text(n))))
                .toList();
        List<Asked.Answer> shared =
            together(64, n -> asked.post("/v1/" + verb[0], verb[1].formatted(text(n))));
        for (int n = 0; n < 64; n++) {
          assertSame(alone.get(n), shared.get(n), verb[2]);
        }
      }
    }
  }

  @Test
  void whoIsNotAnsweredIsToldToComeAgain() throws Exception {
    long before = Scope.liveTensors();
    try (Server server = Server.start(settings(4), List.of(SHIPPED));
        Asked asked = Asked.of(server)) {
      List<Asked.Answer> answers =
          together(64, n -> asked.post("/v1/generate", "{\"count\":20,\"seed\":%d}".formatted(n)));
      assertThat(answers).extracting(Asked.Answer::status).containsOnly(200, 429);
      answers.stream()
          .filter(answer -> answer.status() == 429)
          .forEach(answer -> assertThat(answer.refused(429).retryAfter()).isEqualTo("1"));
    }
    assertThat(Scope.liveTensors()).isEqualTo(before);
  }

  @Test
  @Tag("long")
  void eachOfAThousandIsAnsweredOrToldToComeAgain() throws Exception {
    try (Server server = Server.start(settings(256), List.of(SHIPPED));
        Asked asked = Asked.of(server)) {
      List<Asked.Answer> answers =
          together(
              1000, n -> asked.post("/v1/embeddings", "{\"input\":\"%s\"}".formatted(text(n))));
      assertThat(answers).extracting(Asked.Answer::status).isSubsetOf(200, 429, 503).contains(200);
      for (int n = 0; n < answers.size(); n++) {
        Asked.Answer answer = answers.get(n);
        if (answer.status() == 200) {
          String body = "{\"input\":\"%s\"}".formatted(text(n));
          assertSame(asked.post("/v1/embeddings", body), answer, "/data/0/embedding");
        } else {
          assertThat(answer.refused(answer.status()).retryAfter()).isEqualTo("1");
        }
      }
    }
  }
}
