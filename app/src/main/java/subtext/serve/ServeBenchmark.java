package subtext.serve;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import subtext.bench.Summary;
import subtext.config.Allowed;
import subtext.use.Generate;
import subtext.use.Model;

/**
 * Embeddings a second over HTTP, with requests computed together and one by one. Clients run in the
 * same process and ask again as soon as they are answered; each request holds one sentence, of
 * those that the model writes itself.
 *
 * @param model folder
 * @param cache folder
 * @param clients that ask at the same time
 * @param threads of the engine
 * @param seconds of each measurement, after as many to warm up
 * @param rounds in which the variants take turns
 */
public record ServeBenchmark(
    Path model,
    Path cache,
    int clients,
    int threads,
    double seconds,
    int rounds,
    Consumer<String> log) {
  private static final int SENTENCES = 256;
  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e6;

  public ServeBenchmark {
    Allowed.between("--clients", clients, 1, 10_000);
    Allowed.between("--seconds", seconds, 0.1, 3600);
    Allowed.between("--rounds", rounds, 1, 100);
  }

  /**
   * A way to serve.
   *
   * @param clients that ask
   * @param batch texts that may be computed at once
   */
  private record Variant(String name, int clients, int batch) {}

  /** What one measurement found: nanoseconds until each answer, and how many there were not. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Round(long[] latencies, int lost, double seconds) {
    double perSecond() {
      return latencies.length / seconds;
    }

    /** In milliseconds. */
    double quantile(double share) {
      return latencies.length == 0
          ? Double.NaN
          : latencies[(int) Math.min(latencies.length - 1.0, share * latencies.length)] / MILLIS;
    }
  }

  /** Measures all variants. */
  public ServeReport run() {
    List<Variant> variants =
        List.of(
            new Variant("together", clients, Limits.DEFAULT.batch()),
            new Variant("one by one", clients, 1),
            new Variant("one client", 1, 1));
    List<List<Round>> found = new ArrayList<>();
    variants.forEach(variant -> found.add(new ArrayList<>()));
    List<String> sentences = sentences();
    for (int round = 0; round < rounds; round++) {
      for (int v = 0; v < variants.size(); v++) {
        found.get(v).add(measure(variants.get(v), sentences));
        log.accept("round %d of %d: %s".formatted(round + 1, rounds, variants.get(v).name()));
      }
    }
    List<ServeReport.Row> rows = new ArrayList<>();
    for (int v = 0; v < variants.size(); v++) {
      rows.add(row(variants.get(v), found.get(v)));
    }
    return new ServeReport(model.getFileName().toString(), threads, seconds, rounds, rows);
  }

  private List<String> sentences() {
    try (Model loaded = Model.load(model)) {
      return new Generate(loaded)
          .sentences(SENTENCES, 1).stream().filter(text -> !text.isBlank()).toList();
    }
  }

  private Round measure(Variant variant, List<String> sentences) {
    Settings local = Settings.local(0, cache);
    Settings settings =
        new Settings(
            local.host(),
            local.port(),
            null,
            new Limits(2 * clients, variant.batch(), Limits.DEFAULT.window(), threads),
            local.body(),
            local.timeout(),
            local.arrival(),
            cache);
    try (Server server = Server.start(settings, List.of(model))) {
      ask(server.address(), variant.clients(), sentences);
      return ask(server.address(), variant.clients(), sentences);
    }
  }

  private Round ask(URI server, int askers, List<String> sentences) {
    List<byte[]> requests =
        sentences.stream().map(text -> BenchmarkClient.request(server, text)).toList();
    long start = System.nanoTime();
    long end = start + (long) (seconds * NANOS);
    List<Callable<List<Long>>> loops = new ArrayList<>();
    for (int n = 0; n < askers; n++) {
      int first = n;
      loops.add(() -> BenchmarkClient.ask(server, requests, first, end));
    }
    List<Long> latencies = new ArrayList<>();
    try (ExecutorService running = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<List<Long>> loop : running.invokeAll(loops)) {
        latencies.addAll(loop.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    long[] answered = latencies.stream().mapToLong(Long::longValue).filter(t -> t >= 0).toArray();
    Arrays.sort(answered);
    double taken = (System.nanoTime() - start) / NANOS;
    return new Round(answered, latencies.size() - answered.length, taken);
  }

  private static ServeReport.Row row(Variant variant, List<Round> rounds) {
    return new ServeReport.Row(
        variant.name(),
        variant.clients(),
        variant.batch(),
        rounds.stream().map(Round::perSecond).toList(),
        median(rounds, Round::perSecond),
        median(rounds, round -> round.quantile(0.5)),
        median(rounds, round -> round.quantile(0.99)),
        rounds.stream().mapToInt(round -> round.latencies().length).sum(),
        rounds.stream().mapToInt(Round::lost).sum());
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
    return Summary.of(rounds, value).median();
  }
}
