package subtext.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.data.Dataset;
import subtext.data.Sources;
import subtext.data.Splits;
import subtext.error.InputException;
import subtext.model.TinyModels;
import subtext.recipe.Recipe;
import subtext.store.Checkpoints;
import subtext.store.MetricsLog;
import subtext.store.RunFolder;
import subtext.tensor.Ranks;
import subtext.tensor.TensorData;
import subtext.tensor.ThreadRanks;
import subtext.text.Tokenizers;

/** Several processes, here threads that meet as processes do, train as one alone does. */
class TogetherTest {
  /** A row a step, in a batch that leaves some of three ranks without a sentence at times. */
  private static final List<String> EXACT = List.of("train.logSteps=1", "train.batch=14");

  @TempDir Path folder;

  private Path alone() {
    return folder.resolve("alone");
  }

  private void trainAlone(List<String> settings) {
    SmallRun.in(folder, settings.toArray(String[]::new)).train(alone());
  }

  /** The texts of the run that one process has trained, and its recipe with {@code overrides}. */
  private record Known(Recipe recipe, Dataset dataset) {
    static Known of(Path run, Path own, List<String> overrides) {
      Recipe recipe = Recipe.read(new RunFolder(run).recipe(), overrides);
      Path train = Path.of(String.valueOf(recipe.data().train()));
      Splits splits = Splits.of(recipe.data(), new Sources(train, null, null));
      return new Known(
          recipe, Dataset.of(splits, Tokenizers.load(run.resolve("data")), folder(own)));
    }

    private static Path folder(Path path) {
      try {
        return Files.createDirectories(path);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Path ranked(int rank) {
    return folder.resolve("rank-" + rank);
  }

  /** Trains with {@code size} ranks to the end; gives the weights of each. */
  private List<Map<String, TensorData>> trainTogether(int size, List<String> overrides) {
    return ThreadRanks.run(
        size,
        ranks -> {
          Path own = ranked(ranks.rank());
          Known known = Known.of(alone(), own.resolve("data"), overrides);
          try (Training training = open(known, own.resolve("run"), ranks)) {
            training.train();
            return training.network().parameters().toData();
          }
        });
  }

  /** One after the other: each sets the engine's threads, which are those of the process. */
  private static synchronized Training open(Known known, Path run, Ranks ranks) {
    return Training.together(known.recipe, run, known.dataset, ranks, TrainingListener.SILENT);
  }

  /** The figures {@code name} of the rows of {@code kind}. */
  private static List<Double> rows(Path run, String kind, String name) {
    try {
      List<Double> values = new ArrayList<>();
      for (MetricsLog.Row row : MetricsLog.read(new RunFolder(run).metrics())) {
        if (kind.equals(row.values().get("kind"))) {
          values.add(
              ((Number) java.util.Objects.requireNonNull(row.values().get(name))).doubleValue());
        }
      }
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertClose(List<Double> found, List<Double> expected, double relative) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      double value = expected.get(i);
      assertThat(found.get(i)).as("row " + i).isCloseTo(value, within(relative * Math.abs(value)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void everyStepAndEveryDecisionIsThatOfOneProcess(int size) {
    trainAlone(EXACT);
    List<Map<String, TensorData>> weights = trainTogether(size, List.of());
    Path together = ranked(0).resolve("run");
    for (String name : List.of("loss", "kl", "gradient_norm")) {
      assertClose(rows(together, "train", name), rows(alone(), "train", name), 1e-4);
    }
    assertClose(rows(together, "valid", "nll"), rows(alone(), "valid", "nll"), 1e-4);
    weights.forEach(each -> assertThat(bytes(each)).isEqualTo(bytes(weights.getFirst())));
    assertThat(new Checkpoints(new RunFolder(together).checkpoints(), 2).steps()).isNotEmpty();
  }

  private static Map<String, ByteBuffer> bytes(Map<String, TensorData> tensors) {
    return tensors.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().bytes()));
  }

  @Test
  void onlyTheFirstProcessWrites() throws IOException {
    trainAlone(EXACT);
    trainTogether(2, List.of());
    try (Stream<Path> files = Files.list(ranked(1).resolve("run"))) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly("run.lock");
    }
  }

  @Test
  void partsOneAfterTheOtherMakeTheSameStep() {
    trainAlone(EXACT);
    trainTogether(1, List.of("train.accumulate=4"));
    Path parts = ranked(0).resolve("run");
    assertClose(rows(parts, "train", "loss"), rows(alone(), "train", "loss"), 1e-4);
  }

  @ParameterizedTest
  @CsvSource({"2, false", "3, false", "2, true"})
  void partsOfSeveralProcessesMakeTheSameStep(int size, boolean tied) {
    List<String> settings = new ArrayList<>(EXACT);
    settings.add("model.decoder.tied=" + tied);
    trainAlone(settings);
    List<Map<String, TensorData>> weights =
        trainTogether(
            size, List.of("train.accumulate=4")); // more parts than some batch has sentences
    assertClose(
        rows(ranked(0).resolve("run"), "train", "loss"), rows(alone(), "train", "loss"), 1e-4);
    weights.forEach(each -> assertThat(bytes(each)).isEqualTo(bytes(weights.getFirst())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{kind: total, nats: 2}",
        "{kind: perDimension, nats: 0.4, batchMean: true}",
        "{kind: perDimension, nats: 0.4, batchMean: false}"
      })
  void freeBitsAreThoseOfTheWholeBatch(String freeBits) {
    List<String> settings = new ArrayList<>(EXACT);
    settings.add("objective.freeBits=" + freeBits);
    trainAlone(settings);
    trainTogether(2, List.of());
    assertClose(
        rows(ranked(0).resolve("run"), "train", "loss"), rows(alone(), "train", "loss"), 1e-4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "objective.bound={kind: iwae, samples: 3}",
        "task=language-model",
        "model.posterior={kind: delta}"
      })
  void whoHasNoSentenceKeepsStepWithOthersThatCompareNoMeans(String setting) {
    List<String> settings = new ArrayList<>(EXACT);
    settings.add("train.batch=11");
    if (setting.startsWith("task")) {
      settings.add("objective.freeBits={kind: total, nats: 2}");
    }
    settings.add(setting);
    trainAlone(settings);
    Dataset dataset = Known.of(alone(), folder.resolve("data"), List.of()).dataset;
    assertThat(dataset.train().size() % 11).as("sentences of the last batch").isBetween(1L, 2L);
    trainTogether(3, List.of());
    assertClose(
        rows(ranked(0).resolve("run"), "train", "loss"), rows(alone(), "train", "loss"), 1e-4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{kind: supervised}", "{kind: semiSupervised, weight: 10}"})
  void aClassifierIsThatOfOneProcess(String classifier) throws IOException {
    List<String> settings = new ArrayList<>(SmallRun.in(folder).settings());
    settings.addAll(EXACT);
    settings.addAll(
        List.of(
            "task=classify",
            "objective={inference: {kind: joint}, pretrainEpochs: 0}",
            "data={text: 2, label: 1, labelled: 24}",
            "train.labelledBatch=4",
            "model.classifier=" + classifier));
    List<String> lines = new ArrayList<>();
    for (String sentence : TinyModels.sentences(100)) {
      lines.add((sentence.contains("a") ? "with" : "without") + "\t" + sentence);
    }
    new SmallRun(Files.write(folder.resolve("labelled.tsv"), lines), settings).train(alone());
    trainTogether(2, List.of());
    Path together = ranked(0).resolve("run");
    assertClose(rows(together, "train", "loss"), rows(alone(), "train", "loss"), 1e-4);
    assertClose(rows(together, "valid", "nll"), rows(alone(), "valid", "nll"), 1e-4);
  }

  @Test
  void aGroupGoesOnFromTheCheckpointOfTheFirst() {
    trainAlone(EXACT);
    trainTogether(2, List.of());
    Map<String, Object> whole = SmallRun.results(ranked(0).resolve("run"));
    Path first = ranked(0).resolve("run");
    Checkpoints checkpoints = new Checkpoints(new RunFolder(first).checkpoints(), 2);
    long newest = checkpoints.steps().getLast();
    LossOfTheEnd.cut(first, newest);
    trainTogether(2, List.of());
    assertThat(SmallRun.results(first)).isEqualTo(whole);
  }

  /** A run folder whose last checkpoint never came to be. */
  private static final class LossOfTheEnd {
    static void cut(Path run, long step) {
      Path checkpoint = new RunFolder(run).checkpoints().resolve("step-%09d".formatted(step));
      try (Stream<Path> files = Files.list(checkpoint)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
        Files.delete(checkpoint);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void aBagThatNormalisesOverTheBatchIsRefusedAndNoOther() {
    List<String> topics =
        List.of(
            "task=topics",
            "tokens={kind: whitespace, words: known}",
            "model.encoder=bag",
            "model.decoder=bag",
            "train.accumulate=2");
    Recipe recipe = Recipe.of(topics);
    Training.requireSuited(recipe, 1);
    Recipe normalising = recipe.with(List.of("model.decoder.normalize=true"));
    assertThatThrownBy(() -> Training.requireSuited(normalising, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("model.decoder: where a batch is computed in parts");
  }

  @Test
  void whatLooksAtTheWholeBatchIsRefused() {
    trainAlone(List.of());
    for (String override :
        List.of("model.posterior={kind: batchNorm}", "objective.bound={kind: infoVae}")) {
      Known known =
          Known.of(alone(), folder.resolve("data"), List.of(override, "train.accumulate=2"));
      assertThatThrownBy(
              () ->
                  Training.together(
                      known.recipe,
                      folder.resolve("refused"),
                      known.dataset,
                      Ranks.SINGLE,
                      TrainingListener.SILENT))
          .as(override)
          .isInstanceOf(InputException.class)
          .hasMessageContaining("in parts");
      SmallRun small = SmallRun.in(folder, override, "train.accumulate=2");
      assertThatThrownBy(() -> small.train(folder.resolve("refused")))
          .as(override)
          .isInstanceOf(InputException.class)
          .hasMessageContaining("in parts");
      assertThat(folder.resolve("refused")).doesNotExist();
    }
  }
}
