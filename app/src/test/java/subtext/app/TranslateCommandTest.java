package subtext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.decoder.Decoding;
import subtext.use.Model;
import subtext.use.Translate;
import subtext.use.Writing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The verb translate, and what is said of a translator. */
class TranslateCommandTest {
  @TempDir static Path folder;
  private static String model = "";

  @BeforeAll
  static void train() throws IOException {
    model = SmallTasks.translator(folder).toString();
  }

  private static CommandLineRun run(String... arguments) {
    return CommandLineRun.of(SmallRun.HOME, arguments);
  }

  @Test
  void whatIsSaidInOneLanguageIsSaidInTheOther() {
    assertThat(run("translate", model, "two three one").out().strip()).isEqualTo("zwei drei eins");
  }

  /** At a temperature at which no translation ends by itself: the bounds are the same, too. */
  @Test
  void theCommandTranslatesAsTheLibraryDoes() {
    List<String> texts = Collections.nCopies(20, "two");
    Writing writing = Writing.by(new Decoding.Sampled(60, 0, 1)).with(3);
    List<String> expected;
    try (Model loaded = Model.load(Path.of(model))) {
      expected =
          new Translate(loaded)
              .translate(new Translate.Request(texts, 1, writing)).stream()
                  .map(translation -> translation.candidates().getFirst().text())
                  .toList();
    }
    List<String> words =
        new ArrayList<>(List.of("translate", model, "--temperature", "60", "--seed", "3"));
    words.addAll(texts);
    CommandLineRun run = run(words.toArray(String[]::new));
    assertThat(run.out().lines()).containsExactlyElementsOf(expected);
    assertThat(expected).anySatisfy(text -> assertThat(text.split(" ")).hasSizeGreaterThan(5));
  }

  @Test
  void theGreatestLengthThatIsAskedForIsKeptEvenIfItIsThatOfTheModel() {
    int most;
    try (Model loaded = Model.load(Path.of(model))) {
      most = loaded.spec().tokens().maxLength();
    }
    List<String> words =
        new ArrayList<>(
            List.of(
                "translate", model, "--temperature", "60", "--max-length", String.valueOf(most)));
    words.addAll(Collections.nCopies(20, "two"));
    int usual = 2 + 10; // of a source of one word
    assertThat(most).isGreaterThan(usual);
    assertThat(run(words.toArray(String[]::new)).out().lines())
        .anySatisfy(text -> assertThat(text.split(" ")).hasSizeGreaterThan(usual));
  }

  @Test
  void theLeastLengthThatIsAskedForIsKept() {
    String[] words = run("translate", model, "--min-length", "20", "two").out().strip().split(" ");
    assertThat(words).hasSizeGreaterThanOrEqualTo(20);
  }

  @Test
  void theSearchKeepsWhatIsNotSaidOfIt() {
    String usual = run("translate", model, "two three one").out();
    assertThat(run("translate", model, "--beam", "5", "two three one").out()).isEqualTo(usual);
    assertThat(run("translate", model, "--length-penalty", "1", "two three one").out())
        .isEqualTo(usual);
    CommandLineRun sampled =
        run("translate", model, "--length-penalty", "1", "--temperature", "1", "two");
    assertThat(sampled.err()).contains("--length-penalty is for the search");
    assertThat(run("translate", model, "--new-words", "two").err()).contains("--new-words");
  }

  @Test
  void theBestOfSeveralStandFirst() {
    CommandLineRun run = run("translate", model, "--nbest", "3", "--jsonl", "four one");
    assertThat(run.status()).as(run.err()).isZero();
    List<JsonNode> candidates =
        run.out().lines().map(line -> JsonMapper.shared().readTree(line)).toList();
    assertThat(candidates).hasSizeBetween(1, 3);
    assertThat(candidates.stream().map(each -> each.get("translation").asString()))
        .doesNotHaveDuplicates();
    assertThat(candidates.stream().map(each -> -each.get("score").asDouble())).isSorted();
  }

  @Test
  void aTranslatorIsMeasuredByBleu() throws IOException {
    CommandLineRun run = run("evaluate", model, "--json");
    assertThat(run.status()).as(run.err()).isZero();
    JsonNode found = JsonMapper.shared().readTree(run.out());
    assertThat(found.get("chrf").asDouble()).isBetween(50.0, 100.0);
    assertThat(found.get("kl").asDouble()).isGreaterThanOrEqualTo(0);
    assertThat(found.get("iwae_samples").asInt()).isEqualTo(500);
    double error = found.get("nll_error").asDouble();
    assertThat(found.get("nll_iwae").asDouble())
        .isLessThan(found.get("nll").asDouble() + 3 * error);
    assertThat(evaluated(model, "--iwae", "0").get("nll_iwae").isNull()).isTrue();
    CommandLineRun file =
        run("evaluate", model, folder.resolve("numbers.de").toString(), "--source", ".en");
    assertThat(file.status()).as(file.err()).isZero();
    assertThat(file.out()).contains("bleu");
  }

  @Test
  void aTranslatorIsComparedWithAnother() throws IOException {
    JsonNode same = evaluated(model, "--against", model);
    assertThat(same.get("against_bleu").asDouble()).isEqualTo(same.get("bleu").asDouble());
    assertThat(same.get("bleu_difference").asDouble()).isZero();
    assertThat(same.get("bleu_p").asDouble()).isEqualTo(1);
    CommandLineRun none = run("evaluate", model, "--against", "nowhere");
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.err()).contains("nowhere");
  }

  private static JsonNode evaluated(String... arguments) {
    List<String> all = new ArrayList<>(List.of("evaluate", "--json"));
    all.addAll(List.of(arguments));
    CommandLineRun run = run(all.toArray(String[]::new));
    assertThat(run.status()).as(run.err()).isZero();
    return JsonMapper.shared().readTree(run.out());
  }

  @Test
  void whatItCannotDoIsSaid() {
    CommandLineRun file = run("evaluate", model, folder.resolve("numbers.de").toString());
    assertThat(file.status()).isEqualTo(2);
    assertThat(file.err()).contains("--source");
    CommandLineRun early = run("evaluate", model, "--generation");
    assertThat(early.status()).isEqualTo(2);
    assertThat(early.err()).startsWith("subtext: --generation: the model");
    CommandLineRun idle = run("explain", model, "--labelled", "no.tsv", "two three one");
    assertThat(idle.status()).isEqualTo(2);
    assertThat(idle.err()).contains("--labelled: is of a latent space");
    CommandLineRun generated = run("generate", model);
    assertThat(generated.status()).isEqualTo(2);
    assertThat(generated.err()).contains("subtext translate");
    CommandLineRun empty = run("translate", model, " ");
    assertThat(empty.status()).isEqualTo(2);
  }
}
