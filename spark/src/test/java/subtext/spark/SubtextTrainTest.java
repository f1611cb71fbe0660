package subtext.spark;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import subtext.config.Binder;
import subtext.data.DataConfig;
import subtext.data.DataFolders;
import subtext.data.Portion;
import subtext.data.Sources;
import subtext.data.Splits;
import subtext.data.TokenCache;
import subtext.error.InputException;
import subtext.eval.EvaluationSettings;
import subtext.eval.Examiner;
import subtext.eval.Figures;
import subtext.recipe.Recipe;
import subtext.train.Training;
import subtext.train.TrainingListener;
import subtext.use.Model;
import tools.jackson.databind.json.JsonMapper;

/** What {@code train} says before processes train, in Spark within this process: one executor. */
class SubtextTrainTest {
  private static final String RECIPE =
      """
      name: small
      task: classify
      tokens: {kind: whitespace, minCount: 1}
      model:
        classifier: {kind: supervised}
        encoder: {kind: bag, embedding: 8, hidden: 8}
      train: {epochs: 1, batch: 16}
      """;

  @TempDir Path folder;
  private SparkSession session;
  private Path corpus;

  @BeforeEach
  void open() throws IOException {
    session = LocalSpark.session(); // which the verb finds, and closes
    Files.writeString(folder.resolve("small.yaml"), RECIPE);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      lines.add(Sentences.label(i) + "\t" + Sentences.of(i + 1).getLast());
    }
    corpus = Files.write(folder.resolve("corpus.tsv"), lines);
  }

  @AfterEach
  void close() throws IOException {
    session.close();
  }

  private Path run() {
    return folder.resolve("run");
  }

  /** What a training says on standard error that must not begin. */
  private String refused(String... words) {
    StringWriter said = new StringWriter();
    CommandLine train = SubtextTrain.commandLine().setErr(new PrintWriter(said));
    assertThat(train.execute(words)).as(said.toString()).isEqualTo(Failures.WRONG_INPUT);
    return said.toString();
  }

  /** A new training with more words. */
  private String[] begin(String... more) {
    List<String> words = new ArrayList<>(List.of(folder.resolve("small.yaml").toString()));
    words.addAll(List.of("--data", corpus.toString(), "--out", run().toString()));
    words.addAll(Arrays.asList(more));
    return words.toArray(String[]::new);
  }

  private void train(String... words) {
    StringWriter said = new StringWriter();
    CommandLine train = SubtextTrain.commandLine().setErr(new PrintWriter(said));
    assertThat(train.execute(words)).as(said.toString()).isZero();
  }

  @Test
  void whoGivesTheLabelsThatWereMissingTrainsInTheSameFolder() {
    assertThat(refused(begin("--set", "data.text=2", "data.label=none"))).contains("no labels");
    session = LocalSpark.session();
    train(begin("--set", "data.text=2", "data.label=1"));
    assertThat(run().resolve("model/config.json")).content().contains("zh");
    assertThat(run().resolve("recipe.yaml")).content().contains("threads: 0");
  }

  @Test
  void oneMachineEvaluatesAndResumesWhatWasTrainedHere() throws IOException {
    train(begin("--set", "data.text=2", "data.label=1"));
    DataConfig data = Recipe.read(run().resolve("recipe.yaml"), List.of()).data();
    Portion held = Splits.of(data, Sources.find(data, DataFolders.standard(null))).heldOut();
    try (Model model = Model.load(run())) {
      TokenCache corpus =
          model.corpus(held, Files.createDirectory(folder.resolve("held")), (done, all) -> {});
      Figures figures =
          new Examiner(model.network(), 1, 32, null)
              .judge(
                  corpus,
                  new EvaluationSettings(0, 0),
                  model.tokenizer(),
                  model.spec().point(),
                  null);
      assertThat(JsonMapper.shared().readTree(Files.readAllBytes(run().resolve("evaluation.json"))))
          .isEqualTo(JsonMapper.shared().readTree(Binder.json(figures.toMap())));
    }
    try (Training training =
        Training.resume(run(), List.of("train.epochs=2"), TrainingListener.SILENT)) {
      training.train();
    }
    assertThat(run().resolve("metrics.jsonl")).content().contains("\"step\":22");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data.train=elsewhere.tsv",
        "data.splitSeed=7",
        "tokens.maxLength=3",
        "data.label=2"
      })
  void aRunGoesOnWithTheTextThatItHasBegunWith(String change) throws IOException {
    Files.createDirectories(run());
    String begun = RECIPE + "data: {train: %s, text: '2', label: '1'}\n".formatted(corpus);
    Files.writeString(run().resolve("recipe.yaml"), begun);
    assertThat(refused("--resume", run().toString(), "--set", change))
        .contains("cannot be changed any more");
    assertThat(run().resolve("recipe.yaml")).hasContent(begun.strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"train.accumulate=2 model.posterior=batchNorm", "model.decoder=bag"})
  void whatCannotBeTrainedIsRefusedBeforeTheTextIsRead(String settings) {
    List<String> words = new ArrayList<>(List.of("--set", "data.text=2", "data.label=1"));
    words.addAll(List.of(settings.split(" ", -1)));
    refused(begin(words.toArray(String[]::new)));
    assertThat(run()).doesNotExist();
  }

  @Test
  void whatTheStorageRefusesIsSaidAndNotTriedAgain() throws IOException {
    Files.createDirectories(run());
    Files.writeString(run().resolve("checkpoints"), "a file in the place of the folder");
    StringWriter said = new StringWriter();
    CommandLine train = SubtextTrain.commandLine().setErr(new PrintWriter(said));
    int status = train.execute(begin("--set", "data.text=2", "data.label=1"));
    assertThat(status).as(said.toString()).isEqualTo(Failures.FAILED);
    assertThat(said.toString().lines())
        .singleElement(as(STRING))
        .contains("checkpoints", "not a directory", "mend that, and go on with --resume");
    assertThat(run().resolve("attempts")).isDirectoryNotContaining("glob:**attempt-000002");
  }

  @Test
  void moreProcessesThanExecutorsAreRefused() {
    assertThat(refused(begin("--ranks", "2"))).contains("1 of 2 executors have come");
    assertThat(run()).doesNotExist();
  }

  @Test
  void numbersThatMeanNothingAreRefused() {
    assertThat(refused(begin("--retries", "-1"))).contains("--retries: -1");
    assertThatThrownBy(() -> new TrainingJob.Settings(0, 3, 120, 1 << 20))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--ranks: 0");
  }
}
