package subtext.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;
import subtext.store.TemporaryFolder;
import subtext.tensor.Device;
import subtext.tensor.Precision;

/**
 * Training at sizes that differ in one thing at a time; in bfloat16 where the processor has
 * instructions for it.
 */
final class ScaleBenchmark {
  private static final List<Integer> THREADS = List.of(1, 2);
  private static final List<Integer> VOCABULARIES = List.of(5_000, 10_000, 20_000, 40_000, 80_000);
  private static final List<Integer> LATENTS = List.of(16, 32, 128, 512);
  private static final String HEAP = "-Xmx256m";
  private static final long SEED = 1;

  /** What the trainer makes of bfloat16 on this processor. */
  private static final Precision PRECISION = Precision.BFLOAT16.suitedTo(Device.CPU);

  private final Settings settings;
  private final Consumer<String> progress;
  private final Workload base;

  ScaleBenchmark(Settings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
    base = settings.workload(Workload.PTB);
  }

  /** What differs. */
  enum Group {
    THREADS("threads"),
    VOCABULARY("words in the vocabulary"),
    LATENT("dimensions of z"),
    CORPUS("MB of text");

    private final String unit;

    Group(String unit) {
      this.unit = unit;
    }

    /** What its sizes count. */
    String unit() {
      return unit;
    }

    /** As the command line spells it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A size of a group, and the network that is trained. */
  record Point(Group group, int size, Workload workload) {}

  private List<Point> points() {
    List<Point> points = new ArrayList<>();
    THREADS.forEach(size -> points.add(new Point(Group.THREADS, size, base)));
    VOCABULARIES.forEach(
        size -> points.add(new Point(Group.VOCABULARY, size, base.withVocabulary(size))));
    LATENTS.forEach(size -> points.add(new Point(Group.LATENT, size, base.withLatent(size))));
    settings.corpora().stream()
        .sorted()
        .forEach(size -> points.add(new Point(Group.CORPUS, size, base)));
    return points.stream().filter(point -> settings.wants(point.group().toString())).toList();
  }

  ScaleReport run() throws IOException {
    settings.requireOnly(List.of(Group.values()).stream().map(Group::toString).toList());
    if (PRECISION != Precision.BFLOAT16) {
      progress.accept(Benchmark.NO_BFLOAT16);
    }
    Tuning tuning = Tuning.of(settings.home());
    try (TemporaryFolder corpora = TemporaryFolder.make("subtext-bench")) {
      Job job = new Job(base, corpora.path(), Kind.SCALE.warmup(base), settings);
      Prepared facts = Children.command(Child.Task.FACTS, job).run(Prepared.class);
      List<GemmRates> gemm = new ArrayList<>();
      SequencedMap<Point, List<ScaleRow.Run>> runs = new LinkedHashMap<>();
      points().forEach(point -> runs.put(point, new ArrayList<>()));
      for (int round = 1; round <= settings.rounds(); round++) {
        gemm.add(Children.gemm(job, tuning));
        for (Map.Entry<Point, List<ScaleRow.Run>> entry : runs.entrySet()) {
          Point point = entry.getKey();
          ScaleRow.Run run = measure(point, job);
          entry.getValue().add(run);
          progress.accept(
              "round %d of %d, %s %d: %.0f tokens/s"
                  .formatted(
                      round,
                      settings.rounds(),
                      point.group(),
                      point.size(),
                      run.measurement().tokensPerSecond()));
        }
      }
      return ScaleReport.of(settings, base, MachineFacts.of(facts, null), PRECISION, gemm, runs);
    }
  }

  private ScaleRow.Run measure(Point point, Job job) throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.make("subtext-bench")) {
      Job mine = job.with(point.workload()).in(folder.path());
      return switch (point.group()) {
        case CORPUS -> trainer(mine.on(corpus(job.folder(), point.size())));
        case THREADS -> steps(mine, Map.of("OMP_NUM_THREADS", Integer.toString(point.size())));
        case VOCABULARY, LATENT -> steps(mine, Map.of());
      };
    }
  }

  /** Random sentences, even where there is a folder of data: they take any vocabulary. */
  private static ScaleRow.Run steps(Job job, Map<String, String> environment) throws IOException {
    Job random = job.on(null);
    Children.command(Child.Task.PREPARE, random).run(Prepared.class);
    return ScaleRow.Run.of(
        Children.command(Child.Task.TRAIN_BFLOAT16, random)
            .with(environment)
            .run(Measurement.class));
  }

  private static ScaleRow.Run trainer(Job job) throws IOException {
    return ScaleRow.Run.of(Children.command(Child.Task.CORPUS, job, HEAP).run(CorpusRun.class));
  }

  /** Made when it is first asked for. */
  private Path corpus(Path folder, int megabytes) throws IOException {
    Path file = folder.resolve(megabytes + ".txt");
    if (!Files.exists(file)) {
      progress.accept("writing %d MB of random text".formatted(megabytes));
      ZipfText.write(file, 1_000_000L * megabytes, SEED);
    }
    return file;
  }
}
