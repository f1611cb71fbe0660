package subtext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    CommandLineRun generated = run("generate", model);
    assertThat(generated.status()).isEqualTo(2);
    assertThat(generated.err()).contains("subtext translate");
    CommandLineRun empty = run("translate", model, " ");
    assertThat(empty.status()).isEqualTo(2);
  }
}
