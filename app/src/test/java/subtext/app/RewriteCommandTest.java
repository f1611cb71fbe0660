package subtext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** With a small semi-supervised model of texts of two labels, and a VAE of the same texts. */
class RewriteCommandTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String TEXT = "the sun sees sea 1";

  @TempDir static Path folder;
  private static String data = "";
  private static String labels = "";
  private static String vae = "";

  @BeforeAll
  static void train() throws IOException {
    data = SmallRun.weather(folder).toString();
    labels =
        trained(
            "labels",
            "task=classify",
            "data={text: 2, label: 1}",
            "model.classifier={kind: semiSupervised}");
    vae = trained("vae", "data={text: 2, label: 1}");
  }

  private static String trained(String name, String... settings) {
    Path run = folder.resolve(name);
    CommandLineRun trained = SmallRun.train(Path.of(data), run, settings);
    assertThat(trained.status()).as(trained.err()).isZero();
    return run.toString();
  }

  private static CommandLineRun run(String... arguments) {
    return CommandLineRun.of(SmallRun.HOME, arguments);
  }

  @Test
  void eachTextBecomesALineAndOneThatHasTheLabelIsFlagged() {
    CommandLineRun run =
        run("rewrite", labels, "--to", "foul", "--from", "fair", TEXT, "the sun sees sea 2");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out().lines()).hasSize(2);
    assertThat(run.err()).isEmpty();
    assertThat(run("rewrite", labels, "--to", "foul", "--from", "foul", TEXT).err())
        .contains("rewrite: 1 texts are of that label already");
  }

  @Test
  void inJsonItSaysWhatWasRewrittenAndHow() {
    CommandLineRun run =
        CommandLineRun.withInput(
            SmallRun.HOME, TEXT + "\n", "rewrite", labels, "--to", "foul", "-", "--json");
    JsonNode found = JSON.readTree(run.out());
    assertThat(found.propertyNames())
        .containsExactly(
            "text", "rewritten", "from", "to", "same", "log_probability", "cut", "unfamiliar");
    assertThat(found.get("same").asBoolean())
        .isEqualTo(found.get("from").asString().equals("foul"));
  }

  @Test
  void aModelWithoutLabelsGoesByTheVectorBetweenLabelledTexts() {
    CommandLineRun own = run("rewrite", vae, "--to", "foul", "--from", "fair", TEXT);
    assertThat(own.status()).as(own.err()).isZero();
    String[] given = {"rewrite", vae, "--to", "foul", "--from", "fair", TEXT, "--labelled", data};
    assertThat(run(given).out().lines()).hasSize(1);
    String[] none = {"rewrite", vae, "--to", "foul", "--strength", "0", TEXT};
    assertThat(run(none).out()).isEqualTo(run("reconstruct", vae, TEXT).out());
  }

  @Test
  void whatCannotBeRewrittenSaysWhatToDo() {
    run("rewrite", labels, "--to", "mild", TEXT).assertRefused("knows fair, foul");
    run("rewrite", vae, "--to", "foul", "--by", "label", "a")
        .assertRefused("does not write by labels");
    run("rewrite", labels, "--to", "foul", "").assertRefused("text 1 is empty");
    run("rewrite", labels, TEXT).assertRefused("--to");
    run("rewrite", labels, "--by", "vector", "--to", "foul", TEXT).assertRefused("no autoencoder");
    run("rewrite", vae, "--to", "foul", TEXT, "--labelled", "none.tsv")
        .assertRefused("there is no file");
    run("rewrite", labels, "--by", "label", "--labelled", data, "--to", "foul", TEXT)
        .assertRefused("--by vector; leave one");
    run("rewrite", vae + "/model", "--to", "foul", TEXT).assertRefused("give a FILE");
  }

  @Test
  void anotherModelSaysWhichLabelsRewrittenTextsHave() {
    CommandLineRun run =
        run("evaluate", labels, "--rewrite", "--judge-classifier", labels, "--iwae", "0", "--json");
    assertThat(run.status()).as(run.err()).isZero();
    JsonNode found = JSON.readTree(run.out());
    for (String texts : new String[] {"source", "reconstructed", "rewritten", "generated"}) {
      assertThat(found.get(texts + "_label_accuracy").asDouble()).isBetween(0.0, 1.0);
    }
    assertThat(found.get("source_label_accuracy").asDouble())
        .isEqualTo(found.get("accuracy").asDouble());
    assertThat(found.get("rewritten_texts").asInt()).isEqualTo(found.get("sentences").asInt());
    assertThat(found.get("rewritten_bleu").asDouble()).isBetween(0.0, 100.0);
    run("evaluate", labels, "--rewrite").assertRefused("name it with --judge-classifier");
    run("evaluate", labels, "--judge-classifier", labels).assertRefused("it is for --rewrite");
    run("evaluate", labels, "--rewrite", "--judge-classifier", vae)
        .assertRefused("gives the labels");
    run("evaluate", labels, "--rewrite", "--judge-classifier", "nowhere").assertRefused("nowhere");
  }
}
