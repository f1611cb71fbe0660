package subtext.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The same network in PyTorch: {@code bench/peer/lstm_vae.py}, run by the system's Python, whose
 * PyTorch is Debian's, or by the one that the environment variable {@code SUBTEXT_PYTHON} names.
 *
 * @param home of the script
 */
record Peer(Path home, Tuning tuning) {
  static final String INSTALL = "apt-get install python3-torch libopenblas0-pthread";

  private static final String PYTHON =
      System.getenv().getOrDefault("SUBTEXT_PYTHON", "/usr/bin/python3");

  /**
   * What it says of itself.
   *
   * @param torch version of PyTorch
   * @param threads of one operation
   * @param blas the libraries that multiply matrices
   */
  record Version(String torch, int threads, List<String> blas) {
    boolean hasOpenBlas() {
      return blas.stream().anyMatch(library -> library.contains("openblas"));
    }
  }

  /**
   * What a run can be tuned by.
   *
   * @param environment variables that are set
   * @param threads of {@code torch.set_num_threads}; 0 to leave it
   */
  record Settings(Map<String, String> environment, int threads) {
    static final Settings AS_RUN = new Settings(Map.of(), 0);

    @Override
    public String toString() {
      List<String> words = new ArrayList<>();
      environment.forEach((name, value) -> words.add(name + "=" + value));
      words.add(threads == 0 ? "threads as they come" : "threads " + threads);
      return String.join(" ", words);
    }
  }

  /**
   * @throws IOException where there is no Python, or no PyTorch
   */
  Version version() throws IOException {
    return command(Settings.AS_RUN).with("version").run(Version.class);
  }

  Measurement train(Job job, Settings settings) throws IOException {
    return command(settings)
        .with("train", "--batches", job.batches().toString())
        .with(common(job))
        .run(Measurement.class);
  }

  Measurement generate(Job job, Settings settings) throws IOException {
    return command(settings)
        .with("generate", "--z", job.latents().toString())
        .with("--batch", Integer.toString(Job.SIDE_BY_SIDE))
        .with("--length", Integer.toString(Job.LONGEST))
        .with(common(job))
        .run(Measurement.class);
  }

  /**
   * Trains for the job's epochs, and gives each point of the curve when it is reached. In the
   * launcher's environment: nothing is timed here.
   */
  void curve(Job job, Consumer<CurvePoint> points) throws IOException {
    command(new Settings(tuning.settings(), 0))
        .with("curve", "--weights", job.weights().toString())
        .with("--train-batches", job.epochs().toString())
        .with("--valid-batches", job.validation().toString())
        .with("--epochs", Integer.toString(job.settings().epochs()))
        .with("--seed", Long.toString(job.settings().seed()))
        .each(CurvePoint.class, points);
  }

  private Command command(Settings settings) {
    return Command.of(PYTHON, home.resolve("bench/peer/lstm_vae.py").toString())
        .without(tuning)
        .with(settings.environment())
        .with("--threads", Integer.toString(settings.threads()));
  }

  private static String[] common(Job job) {
    return new String[] {
      "--weights", job.weights().toString(),
      "--seconds", Double.toString(job.settings().seconds()),
      "--warmup", Integer.toString(job.warmup())
    };
  }

  /** A way to run the peer. */
  interface Run {
    Measurement with(Settings settings) throws IOException;
  }

  /** The settings with which {@code run} gets through most tokens a second; each is tried once. */
  Settings best(Run run, Consumer<String> progress) throws IOException {
    Settings best = Settings.AS_RUN;
    double most = 0;
    for (Settings settings : grid()) {
      double rate = run.with(settings).tokensPerSecond();
      progress.accept("trial of the peer, %s: %.0f tokens/s".formatted(settings, rate));
      if (rate > most) {
        most = rate;
        best = settings;
      }
    }
    return best;
  }

  private List<Settings> grid() {
    List<Settings> grid = new ArrayList<>();
    for (String spin : List.of("", "0", "2000")) {
      for (String blasThreads : List.of("", "1")) {
        for (int threads : List.of(0, 2)) {
          Map<String, String> environment = new LinkedHashMap<>(tuning.withoutThreads());
          put(environment, "GOMP_SPINCOUNT", spin);
          put(environment, "OPENBLAS_NUM_THREADS", blasThreads);
          grid.add(new Settings(environment, threads));
        }
      }
    }
    return grid;
  }

  private static void put(Map<String, String> environment, String name, String value) {
    if (!value.isEmpty()) {
      environment.put(name, value);
    }
  }
}
