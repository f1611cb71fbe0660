package subtext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** With a small semi-supervised model of texts of two labels. */
class ClassifyCommandTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir static Path folder;
  private static String model = "";

  @BeforeAll
  static void train() throws IOException {
    Path run = folder.resolve("run");
    CommandLineRun trained = train(run, "model.classifier={kind: semiSupervised}");
    assertThat(trained.status()).as(trained.err()).isZero();
    assertThat(trained.err()).contains("accuracy ").contains("macro_f1 ");
    model = run.toString();
  }

  private static CommandLineRun train(Path run, String... more) throws IOException {
    Path corpus = SmallRun.weather(folder);
    String[] all = new String[more.length + 5];
    all[0] = "task=classify";
    all[1] = "data={text: 2, label: 1, labelled: 20}";
    all[2] = "train.epochs=3";
    all[3] = "train.labelledBatch=8";
    all[4] = "train.optimizer={kind: adamW, learningRate: 0.02}";
    System.arraycopy(more, 0, all, 5, more.length);
    return SmallRun.train(corpus, run, all);
  }

  private static CommandLineRun run(String... arguments) {
    return CommandLineRun.of(SmallRun.HOME, arguments);
  }

  @Test
  void theRunHoldsModelFiguresSamplesAndReport() {
    assertThat(Path.of(model, "report.html")).content().contains("id=\"labels\"");
    assertThat(Path.of(model, "samples.txt")).content().isNotBlank();
    assertThat(Path.of(model, "model/README.md")).content().contains("semi-supervised");
    JsonNode figures = JSON.readTree(Path.of(model, "evaluation.json").toFile());
    assertThat(figures.propertyNames())
        .contains("sentences", "accuracy", "macro_f1", "ece", "nll", "temperature", "confusion");
  }

  @Test
  void aTextGetsItsLabelAndHowProbableItIs() {
    CommandLineRun run = run("classify", model, "the sun sees sea 1", "the rain hides land 2");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .matches(
            """
            fair\t[01]\\.\\d{4}\tthe sun sees sea 1
            foul\t[01]\\.\\d{4}\tthe rain hides land 2
            """);
  }

  @Test
  void inJsonAllLabelsHaveTheirProbabilityAndLinesAreRead() {
    CommandLineRun run =
        CommandLineRun.withInput(
            SmallRun.HOME, "the sun sees sea 1\n", "classify", model, "-", "--json");
    JsonNode found = JSON.readTree(run.out());
    assertThat(found.get("label").asString()).isEqualTo("fair");
    assertThat(found.get("probabilities").propertyNames()).containsExactly("fair", "foul");
    assertThat(found.get("cut").asBoolean()).isFalse();
  }

  @Test
  void textThatWasCutOrIsOfAnotherScriptIsFlagged() {
    CommandLineRun run = run("classify", model, "the sun ".repeat(200), "玄黃!");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out().lines()).hasSize(2);
    assertThat(run.err())
        .contains("classify: 1 texts are longer than the model reads")
        .contains("classify: 1 texts are without a letter that the model met in training");
  }

  @Test
  void anEmptyTextAndAModelOfAnotherFamilyAreBadInput() throws IOException {
    run("classify", model, "").assertRefused("text 1 is empty");
    Path other = SmallRun.finished(Files.createDirectory(folder.resolve("other")));
    run("classify", other.toString(), "text").assertRefused("gives no labels; train one");
    run("generate", other.toString(), "--label", "fair").assertRefused("does not write by labels");
    run("encode", model, "text").assertRefused("has no autoencoder of sentences");
    run("score", model, "text").assertRefused("gives texts their labels, and has no autoencoder");
    run("evaluate", other.toString(), data(), "--label", "1").assertRefused("--label: the model");
  }

  private static String data() {
    return folder.resolve("weather.tsv").toString();
  }

  @Test
  void aLineIsNumberedFromTheBeginningOfALongInput() {
    String lines = "the sun\n".repeat(4100) + "\n" + "the sea\n";
    CommandLineRun run = CommandLineRun.withInput(SmallRun.HOME, lines, "classify", model, "-");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("text 4101 is empty, so it has no label");
    assertThat(run.out().lines()).hasSize(4096);
  }

  @Test
  void evaluatePrintsTheFiguresAndWhichLabelWasTakenForWhich() throws IOException {
    CommandLineRun run = run("evaluate", model);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("accuracy ", "macro_f1 ", "ece ", "+- ", "rows: the right label");
    CommandLineRun json = run("evaluate", model, data(), "--text", "2", "--label", "1", "--json");
    assertThat(JSON.readTree(json.out()).get("sentences").asInt()).isEqualTo(400);
    Path unknown =
        Files.writeString(folder.resolve("unknown.tsv"), "mild\tthe sun\nfair\tthe sea\n");
    String[] columns = {"evaluate", model, unknown.toString(), "--text", "2", "--label", "1"};
    run(columns).assertRefused("does not know the label 'mild'; its labels are fair, foul");
    Path plain = Files.writeString(folder.resolve("plain.txt"), "the sun\nthe sea\n");
    run("evaluate", model, plain.toString()).assertRefused("no text has a label");
  }

  @Test
  void generateWritesByLabelAndListsTheLabelsForAnUnknownOne() {
    CommandLineRun run = run("generate", model, "-n", "3", "--label", "foul", "--json");
    assertThat(run.out().lines())
        .hasSize(3)
        .allSatisfy(
            line -> assertThat(JSON.readTree(line).get("label").asString()).isEqualTo("foul"));
    run("generate", model, "--label", "mild").assertRefused("its labels are fair, foul");
  }

  @Test
  void modelsAndCompareKnowClassifiers() {
    assertThat(run("models", "--runs", folder.toString()).out())
        .containsPattern("(?m)^run +classify, en, \\d+\\.\\d % right");
    assertThat(run("compare", model, model).out()).contains("accuracy", "macro_f1", "ece");
  }

  @Test
  void trainingTextWithoutLabelsOrWithoutAClassifierIsBadInput() throws IOException {
    Path run = folder.resolve("refused");
    CommandLineRun none = train(run, "model.classifier={kind: supervised}", "data.label=none");
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.err()).contains("the training text has no labels");
    Path names = folder.resolve("names.tsv");
    List<String> lines = new ArrayList<>(List.of("label\ttext"));
    lines.addAll(Files.readAllLines(SmallRun.weather(folder)));
    Files.write(names, lines);
    SmallRun.train(
            names,
            run,
            "task=classify",
            "data={text: 2, label: 1}",
            "model.classifier={kind: supervised}")
        .assertRefused("names.tsv:1: the label 'label' is of no other line");
    CommandLineRun kind = train(run);
    assertThat(kind.status()).isEqualTo(2);
    assertThat(kind.err()).contains("model.classifier");
  }
}
