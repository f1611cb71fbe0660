package subtext.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The verb {@code search}, on the model that ships. */
class SearchCommandTest {
  private static final String MODEL = "quickstart-en";

  @TempDir private Path folder;
  private Path corpus;

  @BeforeEach
  void write() throws IOException {
    corpus = folder.resolve("corpus.tsv");
    Files.writeString(corpus, "a\tthe team is a unit\nb\tthe soup was cold\nc\the sings\n");
  }

  private CommandLineRun search(String input, String... arguments) {
    List<String> all =
        Stream.of(List.of("search", MODEL, corpus.toString()), List.of(arguments), index())
            .flatMap(List::stream)
            .toList();
    return CommandLineRun.withInput(SmallRun.HOME, input, all.toArray(String[]::new));
  }

  private List<String> index() {
    return List.of("--index", folder.resolve("index").toString());
  }

  private CommandLineRun done(String input, String... arguments) {
    CommandLineRun run = search(input, arguments);
    assertThat(run.status()).as(run.err()).isZero();
    return run;
  }

  private void assertRefused(String message, String... arguments) {
    CommandLineRun run = search("", arguments);
    assertThat(run.status()).as(run.err()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1).first().asString().contains(message);
  }

  @Test
  void printsScoreLineAndTextOfTheNearest() {
    CommandLineRun run = done("", "--text", "2", "-k", "2", "the soup was cold");
    assertThat(run.out().lines()).hasSize(2);
    assertThat(run.out()).startsWith("1.0000\t2\tthe soup was cold\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void eachLineOfTheInputIsAQuery() {
    assertThat(done("he sings\nthe soup was cold\n", "--text", "2", "-k", "1", "-").out())
        .isEqualTo(
            "he sings\t1.0000\t3\the sings\nthe soup was cold\t1.0000\t2\tthe soup was cold\n");
  }

  @Test
  void jsonHasTheSame() {
    JsonNode hit =
        JsonMapper.shared()
            .readTree(done("", "--text", "2", "-k", "1", "--json", "he sings").out());
    assertThat(hit.get("query").asString()).isEqualTo("he sings");
    assertThat(hit.get("score").asDouble()).isCloseTo(1, within(1e-5));
    assertThat(hit.get("line").asLong()).isEqualTo(3);
    assertThat(hit.get("text").asString()).isEqualTo("he sings");
    assertThat(hit.get("unfamiliar").asBoolean()).isFalse();
  }

  @Test
  void whatIsReadForLongIsShownOnce() throws IOException {
    corpus = folder.resolve("long.txt");
    Files.write(corpus, IntStream.range(0, 2_000).mapToObj(i -> "phrase " + i).toList());
    assertThat(done("", "a phrase").err()).contains("quickstart-en reads 2,000 sentences");
    assertThat(done("", "a phrase").err()).isEmpty();
  }

  @Test
  void aQueryInAScriptThatTheModelNeverSawIsSaidToFindNothing() {
    assertThat(done("", "--text", "2", "雨下得很大").err())
        .contains("1 queries are without a letter that the model met in training");
  }

  @Test
  void whatCannotBeSearchedForIsTheUsersFault() {
    assertRefused("-k 0", "--text", "2", "-k", "0", "soup");
    assertRefused("the query is empty", "--text", "2", " ");
    assertRefused("column 7", "--text", "7", "soup");
  }

  @Test
  void anEmptyLineOfTheInputIsNamed() {
    CommandLineRun run = search("soup\n\n", "--text", "2", "-");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("text 2 is empty");
  }

  @Test
  void aMissingCorpusIsNamed() {
    corpus = folder.resolve("nowhere.txt");
    assertRefused("there is no file", "soup");
  }

  @Test
  void aModelWithoutALatentVariableHasNoVectors() throws IOException {
    Path text = folder.resolve("text.txt");
    Files.write(text, IntStream.range(0, 60).mapToObj(i -> "line " + i % 7).toList());
    Path model = folder.resolve("language-model");
    assertThat(SmallRun.train(text, model, "task=language-model").status()).isZero();

    CommandLineRun run =
        CommandLineRun.of(SmallRun.HOME, "search", model.toString(), text.toString(), "line");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("is a language model without a latent variable");
  }
}
