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

/** The verb translate, and what is said of a translator. */
class TranslateCommandTest {
  private static final String[][] WORDS = {
    {"one", "eins"}, {"two", "zwei"}, {"three", "drei"}, {"four", "vier"}, {"five", "acht"}
  };

  @TempDir static Path folder;
  private static String model = "";

  @BeforeAll
  static void train() throws IOException {
    List<String> english = new ArrayList<>();
    List<String> german = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      String[][] pairs = {WORDS[i % 5], WORDS[(i / 5) % 5], WORDS[(i / 25) % 5]};
      english.add(pairs[0][0] + " " + pairs[1][0] + " " + pairs[2][0]);
      german.add(pairs[0][1] + " " + pairs[1][1] + " " + pairs[2][1]);
    }
    Files.write(folder.resolve("numbers.en"), english);
    Files.write(folder.resolve("numbers.de"), german);
    model = folder.resolve("run").toString();
    CommandLineRun run =
        CommandLineRun.of(
            SmallRun.HOME,
            "train",
            "bible-modern",
            "--data",
            folder.resolve("numbers.de").toString(),
            "--out",
            model,
            "--set",
            "data.source=.en",
            "data.text=1",
            "tokens.kind=word",
            "tokens.minCount=1",
            "model.latent=2",
            "model.encoder.embedding=32",
            "model.encoder.hidden=32",
            "model.decoder.embedding=32",
            "model.decoder.hidden=32",
            "model.encoder.dropout=0",
            "model.decoder.inputDropout=0",
            "model.decoder.outputDropout=0",
            "model.decoder.wordDropout=0",
            "model.decoder.labelSmoothing=0",
            "objective.schedule.warmupEpochs=1",
            "train.optimizer.learningRate=0.01",
            "train.precision=float32",
            "train.epochs=16",
            "train.patience=0",
            "train.batch=16",
            "train.threads=1");
    assertThat(run.status()).as(run.err()).isZero();
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
