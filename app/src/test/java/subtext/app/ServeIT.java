package subtext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server in a process of its own is told to end while it is asked. */
class ServeIT {
  private static final int CLIENTS = 16;
  private static final int MOST_LOOKS = 3000;

  @TempDir Path folder;

  static Process start(Path said) throws Exception {
    return SmallTraining.start(said, List.of("serve", "quickstart-en", "--port", "0"));
  }

  static URI address(Process process, Path said) throws Exception {
    for (int look = 0; ; look++) {
      Optional<String> address =
          Files.exists(said)
              ? Files.readAllLines(said).stream()
                  .filter(line -> line.startsWith("http://"))
                  .findFirst()
              : Optional.empty();
      if (address.isPresent()) {
        return URI.create(address.get());
      }
      assertThat(process.isAlive() && look < MOST_LOOKS).as(Files.readString(said)).isTrue();
      Thread.sleep(20);
    }
  }

  private static HttpRequest generate(URI server, int count) {
    return HttpRequest.newBuilder(server.resolve("/v1/generate"))
        .POST(HttpRequest.BodyPublishers.ofString("{\"count\":%d}".formatted(count)))
        .build();
  }

  private static HttpResponse<String> get(HttpClient client, URI uri) throws Exception {
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Waits until requests wait for the model. */
  private static void awaitLoad(HttpClient client, URI server) throws Exception {
    for (int look = 0; ; look++) {
      String metrics = get(client, server.resolve("/metrics")).body();
      if (!metrics.contains("subtext_queue{model=\"quickstart-en\"} 0.0")) {
        return;
      }
      assertThat(look).isLessThan(MOST_LOOKS);
    }
  }

  private void endUnderLoad() throws Exception {
    Path said = folder.resolve("said");
    Process process = start(said);
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI server = address(process, said);
      assertThat(get(client, server.resolve("/health/ready")).statusCode()).isEqualTo(200);
      List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
      for (int n = 0; n < CLIENTS; n++) {
        asked.add(client.sendAsync(generate(server, 50), HttpResponse.BodyHandlers.ofString()));
      }
      awaitLoad(client, server);
      process.destroy();
      HttpResponse<String> ready = get(client, server.resolve("/health/ready"));
      while (ready.statusCode() == 200) {
        ready = get(client, server.resolve("/health/ready"));
      }
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("draining");
      HttpResponse<String> late =
          client.send(generate(server, 1), HttpResponse.BodyHandlers.ofString());
      assertThat(late.statusCode()).isEqualTo(503);
      assertThat(late.headers().firstValue("Retry-After")).hasValue("1");
      for (CompletableFuture<HttpResponse<String>> answer : asked) {
        assertThat(answer.get().statusCode()).isIn(200, 503);
        assertThat(answer.get().body()).endsWith("}");
      }
      assertThat(asked.stream().filter(answer -> answer.join().statusCode() == 200)).isNotEmpty();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ended within 30 s").isTrue();
      assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void whatWasAskedIsAnsweredAndNothingElse() throws Exception {
    endUnderLoad();
  }

  @RepeatedTest(20)
  @Tag("long")
  void itEndsWellEveryTime() throws Exception {
    endUnderLoad();
  }

  @Test
  void aServerBeyondThisMachineNeedsAToken() {
    CommandLineRun.of(SmallRun.HOME, "serve", "quickstart-en", "--host", "0.0.0.0", "--port", "0")
        .assertRefused("--host 0.0.0.0: others could use the models; give a --token-file");
  }
}
