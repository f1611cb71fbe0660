package subtext.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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

  @TempDir static Path folder;
  private static LocalCluster cluster;
  private static Path undisturbed;
  private static Process stranger;

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
    assertThat(finish(begin(undisturbed, "first"))).isZero();
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
            "8"));
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

  /** Begins a training, disturbs it once it has committed some checkpoints, and lets it end. */
  private static Path disturbed(String name, Consumer<Process> disturb) throws Exception {
    Path run = folder.resolve(name);
    Process driver = begin(run, name);
    awaitStep(driver, run, 30);
    disturb.accept(driver);
    finish(driver);
    return run;
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

  @ParameterizedTest
  @ValueSource(strings = {"KILL", "STOP"})
  void aLostExecutorIsReplacedAndTheWeightsAreTheSame(String signal) throws Exception {
    Path run = disturbed(signal, driver -> signal(signal, cluster.executors().getFirst()));
    assertThat(said(signal)).contains("attempt 1 has lost a process").contains("attempt 2:");
    assertSameWeights(run);
  }

  @Test
  void aKilledDriverIsFollowedByAnotherAndTheWeightsAreTheSame() throws Exception {
    Path run = disturbed("driver", Process::destroyForcibly);
    assertThat(run.resolve("model")).doesNotExist();
    List<String> words = new ArrayList<>(List.of("--resume", run.toString(), "--timeout", "8"));
    assertThat(finish(submit("resumed", words))).isZero();
    assertThat(said("resumed")).contains("going on from step");
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
}
