package subtext.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import subtext.data.Portion;
import subtext.eval.GenerationEvaluator;
import subtext.eval.GenerationQuality;
import subtext.eval.GenerationSettings;
import subtext.recipe.Recipe;
import subtext.text.Columns;
import subtext.use.Model;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code evaluate --generation}, on one small run and one small judge. */
class GenerationTest {
  private static final List<String> ALWAYS =
      List.of("self_bleu", "distinct_1", "distinct_2", "distinct_3", "distinct_4", "copy_rate");
  private static final List<String> INTERPOLATIONS =
      List.of("interpolation_smoothness", "interpolation_largest_step", "interpolation_repeats");
  private static final List<String> OF_A_JUDGE =
      List.of(
          "forward_nll",
          "forward_ppl",
          "forward_ppl_word",
          "reverse_ppl",
          "reverse_ppl_word",
          "real_ppl",
          "real_ppl_word");

  @TempDir static Path folder;
  private static String model = "";
  private static String judge = "";

  @BeforeAll
  static void train() throws IOException {
    model = SmallRun.finished(folder).toString();
    judge = folder.resolve("judge").toString();
    Path corpus = folder.resolve("animals.txt");
    CommandLineRun trained = SmallRun.train(corpus, Path.of(judge), "task=language-model");
    assertThat(trained.status()).as(trained.err()).isZero();
  }

  private static CommandLineRun evaluate(String... arguments) {
    List<String> all = new ArrayList<>(List.of("evaluate"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--iwae", "0"));
    return CommandLineRun.of(SmallRun.HOME, all.toArray(String[]::new));
  }

  private static JsonNode json(String... arguments) {
    CommandLineRun run = evaluate(arguments);
    assertThat(run.status()).as(run.err()).isZero();
    return JsonMapper.shared().readTree(run.out());
  }

  private static void assertNumbers(JsonNode figures, List<String> names) {
    assertThat(names).allSatisfy(name -> assertThat(figures.get(name).isNumber()).isTrue());
  }

  private static void assertNulls(JsonNode figures, List<String> names) {
    assertThat(names).allSatisfy(name -> assertThat(figures.get(name).isNull()).isTrue());
  }

  @Test
  void aJudgeReadsTheSamplesAndAnotherLikeItTheTexts() {
    JsonNode figures = json(model, "--generation", "--judge", judge, "--samples", "200", "--json");
    assertNumbers(figures, ALWAYS);
    assertNumbers(figures, OF_A_JUDGE);
    assertThat(figures.get("samples").asInt()).isEqualTo(200);
    assertThat(figures.get("nll").isNumber()).isTrue();
    double real = json(judge, "--json").get("ppl").asDouble(); // of the same test split
    assertThat(figures.get("real_ppl").asDouble()).isCloseTo(real, within(1e-6 * real));
  }

  @Test
  void withoutAJudgeAndALatentVariableTheOthersAreNull() {
    JsonNode figures = json(judge, "--generation", "--samples", "50", "--json");
    assertNumbers(figures, ALWAYS);
    assertNulls(figures, List.of("reconstruction_bleu"));
    assertNulls(figures, INTERPOLATIONS);
    assertNulls(figures, OF_A_JUDGE);
  }

  @Test
  void aModelFolderHasInterpolationsButNoTrainingTextToCopyFrom() throws IOException {
    Path texts = folder.resolve("texts.txt");
    Files.write(texts, List.of("he opened the door", "the team is a unit", "she sang", "a sea"));
    JsonNode figures =
        json("quickstart-en", texts.toString(), "--generation", "--samples", "50", "--json");
    assertNulls(figures, List.of("copy_rate"));
    assertNumbers(figures, INTERPOLATIONS);
    assertThat(figures.get("reconstruction_bleu").asDouble()).isGreaterThan(0);
  }

  @Test
  void peopleReadAFigureALineAndWhatIsBeingDoneOnStandardError() {
    CommandLineRun run = evaluate(model, "--generation", "--samples", "50");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).containsPattern("(?m)^self_bleu +\\d.* \\+- ").contains("distinct_4 ");
    assertThat(run.out()).doesNotContain("forward_ppl");
    assertThat(run.err()).contains("writing 50 samples");
  }

  @Test
  void aRunWhoseTrainingTextIsGoneIsMeasuredWithoutCopies() throws IOException {
    Path lost = Files.createDirectory(folder.resolve("lost"));
    CommandLineRun trained = SmallRun.train(SmallRun.corpus(lost), lost.resolve("run"));
    assertThat(trained.status()).as(trained.err()).isZero();
    Files.delete(lost.resolve("animals.txt"));
    String corpus = folder.resolve("animals.txt").toString();
    CommandLineRun run =
        evaluate(
            lost.resolve("run").toString(), corpus, "--generation", "--samples", "50", "--json");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err()).contains("copy_rate is not measured");
    assertNulls(JsonMapper.shared().readTree(run.out()), List.of("copy_rate"));
  }

  @Test
  void samplesWithoutTextLeaveAJudgeNothingToLearnAndTheOtherFiguresStand() throws IOException {
    List<String> samples = new ArrayList<>(Collections.nCopies(120, "\n"));
    samples.addAll(Collections.nCopies(20, "the cat"));
    StringWriter err = new StringWriter();
    Streams streams =
        new Streams(InputStream.nullInputStream(), new StringWriter(), new PrintWriter(err), 0);
    Portion texts = Portion.whole(folder.resolve("animals.txt"), Columns.FIRST);
    Recipe recipe = Recipe.read(Path.of(judge).resolve("recipe.yaml"), List.of());
    try (Model read = Model.load(Path.of(judge));
        GenerationOptions.Reader reader = new GenerationOptions.Reader(read, recipe, 12)) {
      GenerationQuality before =
          new GenerationEvaluator(read, GenerationSettings.DEFAULT)
              .evaluate(samples, Stream.empty());
      GenerationQuality after =
          new GenerationMeasurement(streams, read, texts, folder)
              .withJudgement(before, samples, reader);
      assertThat(after).isEqualTo(before);
    }
    assertThat(err.toString()).contains("only 20 of 140 samples hold text").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "MODEL --judge JUDGE, give --generation",
    "MODEL --samples 50, give --generation",
    "MODEL --generation --judge MODEL, is not a language model",
    "MODEL --generation --judge JUDGE/model, is no run folder",
    "MODEL --generation --judge nowhere, there is no model 'nowhere'",
    "MODEL --generation --samples 1, samples: 1",
    "MODEL --generation --judge JUDGE --samples 99, give 100 or more",
    "MODEL nowhere.txt --generation, nowhere.txt"
  })
  void whatCannotBeMeasuredIsBadInput(String arguments, String message) {
    String given = arguments.replace("MODEL", model).replace("JUDGE", judge);
    CommandLineRun run = evaluate(given.split(" "));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(message);
  }
}
