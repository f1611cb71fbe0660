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

/** With a small VAE of texts of two labels. */
class ExplainCommandTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String TEXT = "the sun sees sea 1";

  @TempDir static Path folder;
  private static String vae = "";

  @BeforeAll
  static void train() throws IOException {
    Path run = folder.resolve("vae");
    CommandLineRun trained =
        SmallRun.train(SmallRun.weather(folder), run, "data={text: 2, label: 1}");
    assertThat(trained.status()).as(trained.err()).isZero();
    vae = run.toString();
  }

  private static CommandLineRun run(String... arguments) {
    return CommandLineRun.of(SmallRun.HOME, arguments);
  }

  @Test
  void aTextIsExplainedInLinesForPeople() {
    CommandLineRun run = run("explain", vae, TEXT);
    assertThat(run.status()).as(run.err()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines).first().isEqualTo(TEXT);
    assertThat(lines)
        .anyMatch(line -> line.startsWith("kl = "))
        .anyMatch(line -> line.matches("  sees +\\d+ %.*"))
        .anyMatch(line -> line.startsWith("4 dimensions"))
        .contains("nearest sentences, by the cosine");
    assertThat(run("explain", vae, TEXT).out()).isEqualTo(run.out());
  }

  @Test
  void inJsonItIsTheRecord() {
    CommandLineRun run =
        CommandLineRun.withInput(
            SmallRun.HOME, TEXT + "\nthe rain\n", "explain", vae, "-", "--json");
    assertThat(run.out().lines()).as(run.err()).hasSize(2);
    JsonNode found = JSON.readTree(run.out().lines().findFirst().orElseThrow());
    assertThat(found.propertyNames())
        .containsExactly(
            "text",
            "dimensions",
            "reconstruction",
            "attribution",
            "neighbours",
            "cut",
            "unfamiliar");
    assertThat(found.get("attribution").get("words").size()).isEqualTo(5);
    assertThat(found.get("dimensions").get(0).has("prior_deviation")).isTrue();
  }

  @Test
  void withoutTextsItIsTheDimensionTheAttributeOrTheModel() {
    CommandLineRun dimension = run("explain", vae, "--dimension", "2");
    assertThat(dimension.status()).as(dimension.err()).isZero();
    assertThat(dimension.out()).startsWith("dimension 2: ").contains("  +3.0  ");
    CommandLineRun attribute = run("explain", vae, "--attribute", "fair", "--json");
    JsonNode found = JSON.readTree(attribute.out());
    assertThat(found.get("attribute").asString()).isEqualTo("fair");
    assertThat(found.get("probe").get("auc").asDouble()).isBetween(0.0, 1.0);
    assertThat(found.get("edits").size()).isEqualTo(3);
    CommandLineRun whole = run("explain", vae, "--json");
    assertThat(JSON.readTree(whole.out()).get("dimensions").size()).isEqualTo(4);
    assertThat(run("explain", vae, TEXT, "--attribute", "fair").out())
        .contains("mean along fair = ");
  }

  @Test
  void disentanglementIsMeasuredOnSentencesOfTheGrammar() throws IOException {
    CommandLineRun corpus = run("grammar", "--count", "300", "--seed", "3");
    assertThat(corpus.out().lines()).hasSize(300);
    assertThat(JSON.readTree(corpus.out().lines().findFirst().orElseThrow()).propertyNames())
        .contains("text", "subject", "negation");
    Path file = Files.writeString(folder.resolve("grammar.jsonl"), corpus.out());
    Path run = folder.resolve("grammar");
    CommandLineRun trained = SmallRun.train(file, run);
    assertThat(trained.status()).as(trained.err()).isZero();
    CommandLineRun measured = run("explain", run.toString(), "--disentanglement", "--json");
    JsonNode found = JSON.readTree(measured.out());
    assertThat(found.get("mig").asDouble()).isBetween(0.0, 1.0);
    assertThat(found.get("factors").size()).isEqualTo(7);
    assertThat(run("explain", run.toString(), "--disentanglement").out()).contains("SAP  ");
    run("explain", run.toString(), "--disentanglement", TEXT).assertRefused("without texts");
  }

  @Test
  void aModelFolderAloneHasNoNeighbours() {
    CommandLineRun run = run("explain", vae + "/model", TEXT);
    assertThat(run.status()).isZero();
    assertThat(run.err()).contains("give sentences with --labelled");
    assertThat(run.out()).doesNotContain("nearest sentences");
  }

  @Test
  void whatCannotBeExplainedSaysWhatToDo() {
    run("explain", vae, TEXT, "--dimension", "5").assertRefused("allowed: 1 to 4");
    run("explain", vae, "--dimension", "1", "--attribute", "fair").assertRefused("ask one");
    run("explain", vae, "--attribute", "taste").assertRefused("choose from length");
    run("explain", vae + "/model", "--dimension", "1").assertRefused("give a FILE");
    run("explain", vae, "").assertRefused("text 1 is empty");
    run("explain", vae, TEXT, "--labelled", "none.tsv").assertRefused("there is no file");
    run("explain", vae, TEXT, "--tolerance", "2").assertRefused("tolerance");
  }
}
