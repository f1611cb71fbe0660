package subtext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The verb answer, and what is measured of a model that finds answers. */
class AnswerCommandTest {
  private static final String QUESTION = "where is the old river ?";

  @TempDir static Path folder;
  private static Path pairs = Path.of("");
  private static String model = "";

  @BeforeAll
  static void train() throws IOException {
    model = SmallTasks.answers(folder).toString();
    pairs = folder.resolve("pairs.tsv");
  }

  private static CommandLineRun run(String... arguments) {
    return CommandLineRun.of(SmallRun.HOME, arguments);
  }

  private static Path sentences() throws IOException {
    return Files.write(
        folder.resolve("sentences.txt"),
        List.of(
            "the tower is in the south",
            "",
            "the river is in the north",
            "the garden is in the east",
            "nothing at all"));
  }

  @Test
  void candidatesStandInTheirOrderWithLineAndProbability() throws IOException {
    CommandLineRun run =
        run("answer", model, QUESTION, "--candidates", sentences().toString(), "-k", "2");
    assertThat(run.status()).as(run.err()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst()).matches("0\\.\\d{3}\t3\tthe river is in the north");
  }

  @Test
  void ofACorpusBm25RetrievesWhatIsRanked() throws IOException {
    CommandLineRun run =
        run("answer", model, QUESTION, "--corpus", sentences().toString(), "--json");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err()).contains("ranking 3 of 4 sentences");
    List<JsonNode> found =
        run.out().lines().map(line -> JsonMapper.shared().readTree(line)).toList();
    assertThat(found).hasSize(3);
    JsonNode first = found.getFirst();
    assertThat(first.get("answer").asString()).isEqualTo("the river is in the north");
    assertThat(first.get("line").asLong()).isEqualTo(3);
    assertThat(first.get("rank").asInt()).isEqualTo(1);
    assertThat(first.get("bm25").asDouble()).isPositive();
    assertThat(first.get("unfamiliar").asBoolean()).isFalse();
    assertThat(found.stream().map(each -> -each.get("probability").asDouble())).isSorted();
  }

  @Test
  void aModelIsMeasuredBesideBm25() {
    CommandLineRun own = run("evaluate", model, "--json");
    assertThat(own.status()).as(own.err()).isZero();
    JsonNode found = JsonMapper.shared().readTree(own.out());
    assertThat(found.get("map").asDouble()).isGreaterThan(0.8);
    assertThat(found.get("bm25_map").asDouble()).isBetween(0.3, 1.0);
    assertThat(found.get("kl").asDouble()).isGreaterThanOrEqualTo(0);
    CommandLineRun file =
        run("evaluate", model, pairs.toString(), "--source", "1", "--text", "2", "--label", "3");
    assertThat(file.status()).as(file.err()).isZero();
    assertThat(file.out()).contains("p_at_1", "bm25_mrr");
  }

  @Test
  void badInputIsNamed() throws IOException {
    String given = sentences().toString();
    String empty = Files.writeString(folder.resolve("empty.txt"), "\n").toString();
    refused("question is empty", "answer", model, " ", "--candidates", given);
    refused("holds no sentence", "answer", model, QUESTION, "--candidates", empty);
    refused("no file", "answer", model, QUESTION, "--candidates", given + "x");
    refused("has a word of the question", "answer", model, "which zebra", "--corpus", given);
    refused("--candidates", "answer", model, QUESTION);
    refused("-k", "answer", model, QUESTION, "--candidates", given, "-k", "0");
    refused("see subtext answer", "generate", model);
    refused("--source", "evaluate", model, pairs.toString());
    refused(
        "does not find answers",
        "answer",
        SmallRun.HOME.resolve("models/quickstart-en").toString(),
        QUESTION,
        "--candidates",
        given);
  }

  private static void refused(String message, String... arguments) {
    CommandLineRun run = run(arguments);
    assertThat(run.err()).contains(message);
    assertThat(run.status()).as(run.err()).isEqualTo(2);
  }

  @Test
  void whatTheModelNeverMetIsFlagged() throws IOException {
    String candidates =
        Files.write(folder.resolve("long.txt"), List.of("the river ".repeat(30), "the tower"))
            .toString();
    CommandLineRun run = run("answer", model, "塔在哪里", "--candidates", candidates, "--json");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err()).contains("nothing of the question", "1 sentences are longer");
    assertThat(run.out()).contains("\"unfamiliar\":true", "\"cut\":true");
  }
}
