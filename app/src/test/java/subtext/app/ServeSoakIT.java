package subtext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A server in a process of its own is asked for a long time, and holds no more at the end. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc")
class ServeSoakIT {
  private static final int CLIENTS = 8;

  /** Requests of the short run, half of them before what is open is counted. */
  private static final int FEW = 800;

  /** Descriptors that come and go: of a connection that is being closed, of a timer. */
  private static final int SPARE = 4;

  private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(2);
  private static final double MINUTES_OF_SLOPE = 10;
  private static final double MOST_GROWTH = 0.01;

  private static final List<String[]> REQUESTS =
      List.of(
          new String[] {"embeddings", "{\"input\":[\"the team is a unit\",\"music at night\"]}"},
          new String[] {"encode", "{\"texts\":[\"he was a man of few words\"]}"},
          new String[] {"score", "{\"texts\":[\"the train was late\"],\"samples\":5}"},
          new String[] {"reconstruct", "{\"texts\":[\"the team is a unit\"]}"},
          new String[] {"generate", "{\"count\":3}"},
          new String[] {"generate", "{\"count\":3,\"stream\":true}"},
          new String[] {"interpolate", "{\"from\":\"he is here\",\"to\":\"a unit\",\"steps\":4}"},
          new String[] {"explain", "{\"text\":\"the team is a unit\"}"},
          new String[] {"encode", "{\"texts\":[1]}"},
          new String[] {"nothing", "{}"});

  @TempDir Path folder;

  private static long resident(Process process) throws IOException {
    return Files.readAllLines(Path.of("/proc", "" + process.pid(), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private static long descriptors(Process process) throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc", "" + process.pid(), "fd"))) {
      return open.count();
    }
  }

  /** Asks until told to stop; now and then somebody goes away before the answer. */
  private static long ask(URI server, AtomicLong left, long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    long answered = 0;
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (left.getAndDecrement() > 0) {
        String[] wanted = REQUESTS.get(random.nextInt(REQUESTS.size()));
        HttpRequest request =
            HttpRequest.newBuilder(server.resolve("/v1/" + wanted[0]))
                .POST(HttpRequest.BodyPublishers.ofString(wanted[1]))
                .build();
        CompletableFuture<HttpResponse<String>> answer =
            client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        if (random.nextInt(20) == 0) {
          answer.cancel(true);
        } else {
          assertThat(answer.get().statusCode()).as(wanted[1]).isIn(200, 400, 404, 429);
          answered++;
        }
      }
    }
    return answered;
  }

  /** {@code requests} of all clients; how many were answered. */
  private static long ask(URI server, AtomicLong requests) throws Exception {
    long answered = 0;
    try (ExecutorService running = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Long>> clients = new ArrayList<>();
      for (int n = 0; n < CLIENTS; n++) {
        long seed = n;
        clients.add(() -> ask(server, requests, seed));
      }
      for (Future<Long> client : running.invokeAll(clients)) {
        answered += client.get();
      }
    }
    return answered;
  }

  @Test
  void whatIsOpenStaysTheSame() throws Exception {
    Path said = folder.resolve("said");
    Process process = ServeIT.start(said);
    try {
      URI server = ServeIT.address(process, said);
      ask(server, new AtomicLong(FEW / 2));
      long before = descriptors(process);
      assertThat(ask(server, new AtomicLong(FEW / 2))).isGreaterThan(FEW / 3);
      long after = descriptors(process);
      for (int look = 0; after > before + SPARE && look < 500; look++) {
        Thread.sleep(20); // connections of clients that have gone are being closed
        after = descriptors(process);
      }
      assertThat(after).isLessThanOrEqualTo(before + SPARE);
      assertThat(process.isAlive()).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Resident memory may grow by a hundredth in ten minutes, once a third of the time is over. */
  @Test
  @Tag("long")
  void memoryStaysTheSame() throws Exception {
    long seconds = Long.getLong("subtext.soak.seconds", 600);
    Path said = folder.resolve("said");
    Process process = ServeIT.start(said);
    AtomicLong requests = new AtomicLong(Long.MAX_VALUE);
    try (ExecutorService running = Executors.newVirtualThreadPerTaskExecutor()) {
      URI server = ServeIT.address(process, said);
      Future<Long> asking = running.submit(() -> ask(server, requests));
      long start = System.nanoTime();
      List<double[]> samples = new ArrayList<>();
      long open = 0;
      double minutes = 0;
      while (minutes * 60 < seconds && !asking.isDone()) {
        Thread.sleep(BETWEEN_SAMPLES);
        minutes = (System.nanoTime() - start) / 60e9;
        if (minutes * 60 > seconds / 3.0) {
          open = samples.isEmpty() ? descriptors(process) : open;
          samples.add(new double[] {minutes, resident(process)});
        }
      }
      requests.set(0);
      long answered = asking.get();
      double growth = slope(samples) * MINUTES_OF_SLOPE / samples.getFirst()[1];
      System.out.printf(
          "soak: %d s, %d answers, resident %.0f to %.0f kB, %.2f %% in ten minutes,"
              + " descriptors %d to %d%n",
          seconds,
          answered,
          samples.getFirst()[1],
          samples.getLast()[1],
          100 * growth,
          open,
          descriptors(process));
      assertThat(growth).isLessThan(MOST_GROWTH);
      assertThat(descriptors(process)).isLessThanOrEqualTo(open + SPARE);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Of the line through {@code samples} by least squares. */
  private static double slope(List<double[]> samples) {
    double x = samples.stream().mapToDouble(sample -> sample[0]).average().orElseThrow();
    double y = samples.stream().mapToDouble(sample -> sample[1]).average().orElseThrow();
    double products =
        samples.stream().mapToDouble(sample -> (sample[0] - x) * (sample[1] - y)).sum();
    double squares = samples.stream().mapToDouble(sample -> Math.pow(sample[0] - x, 2)).sum();
    return products / squares;
  }
}
