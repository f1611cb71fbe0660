package subtext.spark;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.LONG;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.data.DataFolders;
import subtext.recipe.Recipe;
import subtext.store.Checkpoints;
import subtext.store.MetricsLog;
import subtext.store.RunFolder;
import subtext.train.Publisher;
import subtext.train.Training;
import subtext.train.TrainingListener;
import subtext.use.Generate;
import subtext.use.Model;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Trainings by two executor processes of a standalone cluster. */
class SparkTrainIT {
  private static final String RECIPE =
      """
      name: small
      tokens: {kind: whitespace, minCount: 1}
      model:
        latent: 4
        encoder: {kind: gru, embedding: 16, hidden: 32, dropout: 0.1}
        decoder: {kind: lstm, embedding: 16, hidden: 32, wordDropout: 0.2}
      objective: {schedule: {kind: linear, warmupEpochs: 1}, rate: 3}
      train:
        {epochs: 3, batch: 16, threads: 1, precision: float32, patience: 0, checkpointSteps: 10, logSteps: 1, iwaeSamples: 2,
         optimizer: {kind: adam, learningRate: 0.003}}
      """;

  private static final int STEPS = 50;
  private static final int TIMEOUT_SECONDS = 8;

  @TempDir static Path folder;
  private static LocalCluster cluster;
  private static Path undisturbed;
  private static Process stranger;

  /** Addresses that the executors listened on while they trained. */
  private static Set<String> listening;

  @BeforeAll
  static void trainUndisturbed() throws Exception {
    Files.write(folder.resolve("corpus.txt"), Sentences.of(1000));
    Files.writeString(folder.resolve("small.yaml"), RECIPE);
    Path module = Path.of("").toAbsolutePath();
    SparkHome home =
        new SparkHome(module.resolve("home/target"), module.resolve("target/subtext-spark.jar"));
    cluster =
        LocalCluster.start(home, new LocalCluster.Size(2, 1, "512m"), folder.resolve("cluster"));
    stranger = beginStranger(); // which takes a minute to see that it is refused
    undisturbed = folder.resolve("undisturbed");
    Process driver = begin(undisturbed, "first");
    awaitStep(driver, undisturbed, 10);
    listening = Listeners.of(cluster.executors());
    assertThat(finish(driver)).isZero();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private static Process begin(Path run, String log) throws IOException {
    return submit(
        log,
        List.of(
            folder.resolve("small.yaml").toString(),
            "--data",
            folder.resolve("corpus.txt").toString(),
            "--out",
            run.toString(),
            "--timeout",
            Integer.toString(TIMEOUT_SECONDS)));
  }

  private static Process submit(String log, List<String> words) throws IOException {
    return cluster
        .submission(SubtextTrain.class.getName(), Map.of(), words)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(log + ".log").toFile())
        .start();
  }

  private static int finish(Process driver) throws InterruptedException {
    if (!driver.waitFor(180, TimeUnit.SECONDS)) {
      driver.destroyForcibly();
      throw new AssertionError("the driver has not ended within three minutes");
    }
    return driver.exitValue();
  }

  private static String said(String log) throws IOException {
    return Files.readString(folder.resolve(log + ".log"), StandardCharsets.UTF_8);
  }

  /** The same training in this process alone. */
  private static Path alone() throws IOException {
    Path run = folder.resolve("alone");
    if (!Files.exists(run)) {
      Recipe recipe = Recipe.parse("small.yaml", RECIPE, List.of());
      DataFolders folders =
          new DataFolders(folder.resolve("corpus.txt"), null, folder.resolve("none"));
      try (Training training =
          Training.begin(recipe, folders, run, null, TrainingListener.SILENT)) {
        training.train();
        new Publisher(training, TrainingListener.SILENT).publish(50);
      }
    }
    return run;
  }

  private static Map<Long, Double> losses(Path run) throws IOException {
    Map<Long, Double> losses = new HashMap<>();
    for (MetricsLog.Row row : MetricsLog.read(new RunFolder(run).metrics())) {
      if ("train".equals(row.values().get("kind"))) {
        losses.put(
            row.step(), ((Number) Objects.requireNonNull(row.values().get("loss"))).doubleValue());
      }
    }
    return losses;
  }

  private static double bound(Path run) throws IOException {
    JsonNode evaluation =
        JsonMapper.shared().readTree(Files.readAllBytes(run.resolve("evaluation.json")));
    return evaluation.required("nll_iwae").asDouble();
  }

  @Test
  void theLossOfEachStepIsThatOfOneProcess() throws IOException {
    Map<Long, Double> expected = losses(alone());
    Map<Long, Double> found = losses(undisturbed);
    for (long step = 1; step <= STEPS; step++) {
      double loss = Objects.requireNonNull(expected.get(step));
      assertThat(found.get(step)).as("step " + step).isCloseTo(loss, within(1e-4 * loss));
    }
  }

  @Test
  void theFinalModelIsAsGoodAsThatOfOneProcess() throws IOException {
    assertThat(bound(undisturbed)).isCloseTo(bound(alone()), within(0.2));
  }

  @Test
  void theRunFolderIsThatOfOneMachine() throws IOException {
    for (String name :
        List.of("recipe.yaml", "metrics.jsonl", "samples.txt", "report.html", "train.log")) {
      assertThat(undisturbed.resolve(name)).isNotEmptyFile();
    }
    try (Model model = Model.load(undisturbed.resolve("model"))) {
      assertThat(new Generate(model).sentences(3, 1)).hasSize(3);
    }
    assertThat(said("first")).contains(undisturbed.toString()).contains("epoch 3 of 3");
  }

  private static void awaitStep(Process driver, Path run, long step) throws InterruptedException {
    Checkpoints checkpoints = new Checkpoints(new RunFolder(run).checkpoints(), 2);
    while (driver.isAlive()) {
      List<Long> steps = checkpoints.steps();
      if (!steps.isEmpty() && steps.getLast() >= step) {
        return;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("the training has ended before it was disturbed");
  }

  private static void signal(String signal, ProcessHandle process) {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertSameWeights(Path run) {
    assertThat(run.resolve("model/model.safetensors"))
        .hasSameBinaryContentAs(undisturbed.resolve("model/model.safetensors"));
  }

  /**
   * The processes of an attempt, in the order of their ranks.
   *
   * @param before executors that were there before the attempt, and may be ending
   */
  private static List<ProcessHandle> ranks(Path run, int attempt, List<ProcessHandle> before)
      throws Exception {
    long first = first(run, attempt);
    List<ProcessHandle> ranks =
        cluster.executors().stream()
            .filter(process -> !before.contains(process))
            .sorted(Comparator.comparing(process -> process.pid() != first))
            .toList();
    assertThat(ranks).hasSize(2);
    assertThat(ranks.getFirst().pid()).isEqualTo(first);
    return ranks;
  }

  /** Waits until an attempt has begun, and gives the number of its first process. */
  private static long first(Path run, int attempt) throws Exception {
    Pattern begun = Pattern.compile("attempt %d: .* the first is (\\d+)".formatted(attempt));
    for (int wait = 0; wait < 3000; wait++) {
      Matcher found = begun.matcher(Files.readString(run.resolve("train.log")));
      if (found.find()) {
        return Long.parseLong(found.group(1));
      }
      Thread.sleep(20);
    }
    throw new AssertionError("attempt %d has not begun within a minute".formatted(attempt));
  }

  /** Sends a signal, and waits until the driver says that the attempt has lost a process. */
  private static void lose(String log, int attempt, String signal, ProcessHandle process)
      throws Exception {
    long sent = System.nanoTime();
    signal(signal, process);
    while (!said(log).contains("attempt %d has lost a process".formatted(attempt))) {
      assertThat(Duration.ofNanos(System.nanoTime() - sent))
          .as("time since %s".formatted(signal))
          .isLessThan(Duration.ofSeconds(TIMEOUT_SECONDS + 5));
      Thread.sleep(20);
    }
  }

  /** The steps at which attempts after the first went on. */
  private static List<Long> wentOnFrom(Path run) throws IOException {
    return Pattern.compile("going on from step (\\d+)")
        .matcher(Files.readString(run.resolve("train.log")))
        .results()
        .map(found -> Long.valueOf(found.group(1)))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0"})
  void lostExecutorsAreReplacedInTimeAndTheWeightsAreTheSame(int killed, int stopped)
      throws Exception {
    String name = "killed-" + killed;
    Path run = folder.resolve(name);
    List<ProcessHandle> earlier = cluster.executors();
    Process driver = begin(run, name);
    awaitStep(driver, run, 30);
    List<ProcessHandle> first = ranks(run, 1, earlier);
    lose(name, 1, "KILL", first.get(killed));
    awaitStep(driver, run, 80);
    lose(name, 2, "STOP", ranks(run, 2, first).get(stopped));
    assertThat(finish(driver)).isZero();
    assertThat(wentOnFrom(run)).hasSize(2);
    assertThat(wentOnFrom(run).getFirst()).isGreaterThanOrEqualTo(30);
    assertThat(wentOnFrom(run).getLast()).isGreaterThanOrEqualTo(80);
    assertSameWeights(run);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void atWhateverInstantAProcessIsKilledTheWeightsAreTheSame(int instant) throws Exception {
    String name = "instant-" + instant;
    Path run = folder.resolve(name);
    List<ProcessHandle> earlier = cluster.executors();
    Process driver = begin(run, name);
    awaitStep(driver, run, 15L * instant);
    Thread.sleep(37L * instant); // somewhere between two checkpoints
    lose(name, 1, "KILL", ranks(run, 1, earlier).get(instant % 2));
    assertThat(finish(driver)).isZero();
    assertThat(wentOnFrom(run)).singleElement(as(LONG)).isGreaterThanOrEqualTo(15L * instant);
    assertSameWeights(run);
  }

  @Test
  void aFaultOfTheFirstProcessEndsTheTrainingWhateverTheOthersMakeOfIt() throws Exception {
    Path run = folder.resolve("followed");
    Process driver = begin(run, "followed");
    awaitStep(driver, run, 10);
    Files.createFile(run.resolve("attempts/attempt-000099"));
    assertThat(finish(driver)).isEqualTo(Failures.FAILED);
    assertThat(said("followed"))
        .contains("subtext-spark: attempt 1 may not write to")
        .contains("attempt 99 goes on there")
        .doesNotContain("has lost a process");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void executorsListenOnTheirOwnAddressOnly() {
    assertThat(listening).isNotEmpty().isSubsetOf(Listeners.LOOPBACK);
  }

  @Test
  void aKilledDriverIsFollowedByAnotherAndTheWeightsAreTheSame() throws Exception {
    Path run = folder.resolve("driver");
    Process driver = begin(run, "driver");
    awaitStep(driver, run, 30);
    driver.destroyForcibly();
    finish(driver);
    assertThat(run.resolve("model")).doesNotExist();
    List<String> words =
        new ArrayList<>(
            List.of("--resume", run.toString(), "--timeout", Integer.toString(TIMEOUT_SECONDS)));
    assertThat(finish(submit("resumed", words))).isZero();
    assertThat(wentOnFrom(run)).singleElement(as(LONG)).isGreaterThanOrEqualTo(30);
    assertSameWeights(run);
  }

  @Test
  void whoDoesNotKnowTheSecretOfTheClusterIsRefused() throws Exception {
    assertThat(finish(stranger)).isNotZero();
    assertThat(said("stranger")).doesNotContain("executor 0");
  }

  private static Process beginStranger() throws IOException {
    return cluster
        .submission(
            SubtextDoctor.class.getName(),
            Map.of("spark.authenticate.secret", "0".repeat(64)),
            List.of())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("stranger.log").toFile())
        .start();
  }

  @Test
  void aFaultOfTheUserIsOneLineAndNoSecondAttempt() throws Exception {
    Process driver =
        submit(
            "fault", List.of("no-such-recipe", "--data", folder.resolve("corpus.txt").toString()));
    assertThat(finish(driver)).isEqualTo(Failures.WRONG_INPUT);
    assertThat(said("fault")).contains("subtext-spark: there is no recipe no-such-recipe");
  }

  @Test
  void aProcessThatHasNoCardIsOneLineAndNoSecondAttempt() throws Exception {
    Process driver =
        submit(
            "cards",
            List.of(
                folder.resolve("small.yaml").toString(),
                "--data",
                folder.resolve("corpus.txt").toString(),
                "--out",
                folder.resolve("cards").toString(),
                "--set",
                "train.device=cuda"));
    assertThat(finish(driver)).isEqualTo(Failures.WRONG_INPUT);
    assertThat(said("cards"))
        .containsPattern("subtext-spark: device: cuda:[01] needs a CUDA card")
        .doesNotContain("another group goes on");
  }
}
