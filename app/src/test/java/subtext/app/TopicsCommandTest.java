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

/** The verb topics, and what a run of a topic model leaves behind. */
class TopicsCommandTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String[] SEA = {"sea", "ship", "wave", "sail"};
  private static final String[] FIELD = {"corn", "plough", "cow", "barn"};

  @TempDir static Path folder;
  private static String model = "";

  @BeforeAll
  static void train() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      String[] words = i % 2 == 0 ? SEA : FIELD;
      lines.add(words[i % 4] + " and the " + words[(i / 4) % 4] + " <b> " + words[(i / 2) % 4]);
    }
    Path corpus = Files.write(folder.resolve("corpus.txt"), lines);
    model = folder.resolve("run").toString();
    CommandLineRun run =
        CommandLineRun.of(
            SmallRun.HOME,
            "train",
            "wordnet-topics",
            "--data",
            corpus.toString(),
            "--out",
            model,
            "--set",
            "data.text=1",
            "data.label=none",
            "data.validShare=0.2",
            "data.testShare=0.2",
            "tokens.minCount=1",
            "model.latent=2",
            "model.encoder.hidden=8",
            "train.epochs=3",
            "train.batch=16",
            "train.threads=1");
    assertThat(run.status()).as(run.err()).isZero();
  }

  private static CommandLineRun run(String... arguments) {
    return CommandLineRun.of(SmallRun.HOME, arguments);
  }

  private static JsonNode json(String line) {
    return JSON.readTree(line);
  }

  @Test
  void documentsAreSearchedByWhatTheyAreAbout() {
    CommandLineRun found =
        run(
            "search",
            model,
            folder.resolve("corpus.txt").toString(),
            "wave and the sea <b> ship",
            "--json",
            "--index",
            folder.resolve("index").toString());
    assertThat(found.status()).as(found.err()).isZero();
    assertThat(found.out().lines()).hasSize(10);
    JsonNode first = json(found.out().lines().findFirst().orElseThrow());
    assertThat(first.get("unfamiliar").asBoolean()).isFalse();
    assertThat(first.get("text").asString()).contains("wave", "sea", "ship");
  }

  @Test
  void aTopicALineWithWeightCoherenceAndWords() {
    assertThat(run("topics", model).out().lines()).hasSize(2);
    JsonNode topic =
        json(
            run("topics", model, "--words", "3", "--json").out().lines().findFirst().orElseThrow());
    assertThat(topic.get("topic").asInt()).isEqualTo(1);
    assertThat(topic.get("words").size()).isEqualTo(3);
    assertThat(topic.get("weight").asDouble()).isBetween(0.01, 0.99);
    assertThat(topic.get("npmi").asDouble()).isBetween(-1.0, 1.0);
  }

  @Test
  void newDocumentsHaveSharesAndUnknownOnesAreFlagged() throws IOException {
    Path file = Files.writeString(folder.resolve("new.txt"), "ship at sea\nzzz\n");
    List<String> lines =
        run("topics", model, "--documents", file.toString()).out().lines().toList();
    assertThat(lines.get(0)).matches("[12]:[01]\\.\\d\\d [12]:[01]\\.\\d\\d\tship at sea");
    assertThat(lines.get(1)).isEqualTo("no known word\tzzz");
    CommandLineRun read =
        CommandLineRun.withInput(
            SmallRun.HOME, "ship at sea\nzzz\n", "topics", model, "--documents", "-", "--json");
    List<JsonNode> documents = read.out().lines().map(TopicsCommandTest::json).toList();
    assertThat(documents.get(0).get("known_words").asInt()).isEqualTo(2);
    assertThat(documents.get(1).get("known_words").asInt()).isZero();
    assertThat(documents.get(1).get("shares").get(0).asDouble()).isEqualTo(0.5);
    assertThat(documents.get(0).get("cut").asBoolean()).isFalse();
    assertThat(run("evaluate", model, file.toString()).err())
        .contains("evaluate: 1 texts are without a word that ", " knows: left out");
    run("topics", model, "--documents", file.toString(), "--words", "5").assertRefused("--words");
  }

  @Test
  void evaluatePrintsTheFiguresOfTopics() {
    JsonNode figures = json(run("evaluate", model, "--json").out());
    for (String name : List.of("ppl", "npmi", "diversity", "nll", "kl", "au", "ppl_error")) {
      assertThat(figures.get(name).isNumber()).as(name).isTrue();
    }
  }

  @Test
  void whatIsNotMeasuredOfTopicsIsRefusedByName() {
    for (String idle : List.of("--iwae=5", "--generation", "--language-model=other")) {
      CommandLineRun run = run("evaluate", model, idle);
      assertThat(run.status()).as(idle).isEqualTo(2);
      assertThat(run.err())
          .contains(idle.replaceFirst("=.*", "") + ": corpus knows topics")
          .contains("leave the option out");
    }
  }

  @Test
  void theReportShowsTheTopicsWithTheirDocuments() throws IOException {
    String report = Files.readString(folder.resolve("run").resolve("report.html"));
    assertThat(report).contains("id=\"topics\"").contains("2 topics.").contains("&lt;b&gt;");
    assertThat(report).doesNotContain("id=\"samples\"");
  }

  @Test
  void whatATopicModelCannotDoIsBadInput() {
    for (String verb : List.of("generate", "reconstruct", "interpolate")) {
      String[] arguments =
          verb.equals("generate")
              ? new String[] {verb, model}
              : new String[] {verb, model, "ship at sea", "corn"};
      CommandLineRun run = run(arguments);
      assertThat(run.status()).as(verb).isEqualTo(2);
      assertThat(run.err()).as(verb).contains("writes no text");
    }
    CommandLineRun missing = run("topics", model, "--documents", "none.txt");
    assertThat(missing.status()).isEqualTo(2);
    assertThat(missing.err()).contains("there is no file none.txt");
  }

  @Test
  void aDocumentOfHundredsOfWordsIsReadToItsEnd() {
    String sea = "sea ".repeat(300);
    CommandLineRun found =
        CommandLineRun.withInput(
            SmallRun.HOME,
            sea + "\n" + sea + "corn ".repeat(900) + "\n",
            "topics",
            model,
            "--documents",
            "-",
            "--json");
    List<JsonNode> documents = found.out().lines().map(TopicsCommandTest::json).toList();
    assertThat(documents.get(0).get("known_words").asInt()).isEqualTo(300);
    assertThat(documents.get(1).get("shares")).isNotEqualTo(documents.get(0).get("shares"));
    assertThat(found.err()).isEmpty();
  }

  @Test
  void aCorpusWithoutACommonWordIsToldSo() throws IOException {
    Path few = Files.writeString(folder.resolve("few.txt"), "one ship\ntwo fields\nthree seas\n");
    run(
            "train",
            "wordnet-topics",
            "--data",
            few.toString(),
            "--out",
            folder.resolve("few").toString(),
            "--set",
            "data.text=1",
            "data.label=none")
        .assertRefused("has a word that is known; give more text, a lower tokens.minCount");
  }

  @Test
  void aModelWithoutTopicsIsRefused() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    CommandLineRun run = run("topics", SmallRun.finished(other).toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("is no topic model");
  }
}
