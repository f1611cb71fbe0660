package subtext.bench;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import subtext.store.TemporaryFolder;

/** Wall time of commands, from the shell that starts the launcher. */
final class StartBenchmark {
  static final String VERSION = "version";
  static final String GENERATE = "generate";
  static final String TRAIN = "train";
  static final List<String> KEYS = List.of(VERSION, GENERATE, TRAIN);
  private static final String SHIPPED = "quickstart-en";
  private static final long PATIENCE_MINUTES = 10;
  private static final long GLANCE_MILLISECONDS = 1;

  private final Settings settings;
  private final Consumer<String> progress;

  StartBenchmark(Settings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * What is started.
   *
   * @param until a file: it is over, and killed, when that has contents; null for when it ends by
   *     itself
   */
  private record Start(String name, List<String> words, @Nullable Path until) {}

  StartReport run() throws IOException {
    settings.requireOnly(KEYS);
    try (TemporaryFolder folder = TemporaryFolder.make("subtext-bench")) {
      Job job = new Job(Workload.TINY, folder.path(), /* warmup= */ 0, settings);
      Prepared facts = Children.command(Child.Task.FACTS, job).run(Prepared.class);
      SequencedMap<String, Start> starts = starts(folder.path());
      SequencedMap<String, List<Double>> seconds = new LinkedHashMap<>();
      for (int round = 0; round <= settings.rounds(); round++) { // round 0 fills caches
        for (Map.Entry<String, Start> start : starts.entrySet()) {
          List<Double> mine = seconds.computeIfAbsent(start.getKey(), key -> new ArrayList<>());
          double passed = seconds(start.getValue(), folder.path());
          if (round > 0) {
            mine.add(passed);
            progress.accept(
                "round %d of %d, %s: %.2f s"
                    .formatted(round, settings.rounds(), start.getValue().name(), passed));
          }
        }
      }
      return StartReport.of(
          settings,
          MachineFacts.of(facts, null),
          starts.entrySet().stream()
              .map(
                  start ->
                      StartReport.StartRow.of(
                          start.getKey(),
                          start.getValue().name(),
                          seconds.getOrDefault(start.getKey(), List.of())))
              .toList());
    }
  }

  /** Those wanted, by key. A training is begun first, so that its text is tokenised. */
  private SequencedMap<String, Start> starts(Path folder) throws IOException {
    SequencedMap<String, Start> starts = new LinkedHashMap<>();
    if (settings.wants(VERSION)) {
      starts.put(VERSION, start("subtext version", null, VERSION));
    }
    if (settings.wants(GENERATE)) {
      String name = "subtext generate %s -n 1".formatted(SHIPPED);
      starts.put(GENERATE, start(name, null, GENERATE, SHIPPED, "-n", "1"));
    }
    if (settings.wants(TRAIN)) {
      Path run = folder.resolve("run");
      Path rows = run.resolve("metrics.jsonl");
      String out = run.toString();
      seconds(start("", rows, TRAIN, SHIPPED, "--out", out, "--set", "train.logSteps=1"), folder);
      starts.put(TRAIN, start("subtext train, to the first step", rows, TRAIN, "--resume", out));
    }
    return starts;
  }

  private Start start(String name, @Nullable Path until, String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(settings.home().resolve("subtext").toAbsolutePath().toString());
    words.addAll(List.of(arguments));
    return new Start(name, words, until);
  }

  private static double seconds(Start start, Path folder) throws IOException {
    Path errors = folder.resolve("errors.txt");
    if (start.until() != null) {
      Files.deleteIfExists(start.until());
    }
    long began = System.nanoTime();
    Process process =
        new ProcessBuilder(start.words())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(errors.toFile())
            .start();
    try {
      boolean done =
          start.until() == null
              ? process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) && process.exitValue() == 0
              : appears(start.until(), process);
      double passed = (System.nanoTime() - began) / 1e9;
      if (!done) {
        throw new IOException(
            "%s did not get there: %s"
                .formatted(String.join(" ", start.words()), Files.readString(errors).strip()));
      }
      return passed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } finally {
      end(process);
    }
  }

  /** Whether {@code process} writes to {@code file} while it lives. */
  private static boolean appears(Path file, Process process)
      throws IOException, InterruptedException {
    long latest = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
    while (!Files.exists(file) || Files.size(file) == 0) {
      boolean ended = process.waitFor(GLANCE_MILLISECONDS, TimeUnit.MILLISECONDS);
      if (ended || System.nanoTime() > latest) {
        return false;
      }
    }
    return true;
  }

  /** At once: a training that is asked to stop would write a checkpoint first. */
  private static void end(Process process) {
    process.destroyForcibly();
    process.onExit().join();
  }
}
