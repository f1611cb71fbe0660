package subtext.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.recipe.Recipe;
import subtext.store.Safetensors;
import subtext.tensor.TensorData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The verbs that use a model, on one small run. */
class VerbsTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir static Path folder;
  private static String model = "";

  @BeforeAll
  static void train() throws IOException {
    model = SmallRun.finished(folder).toString();
  }

  private static CommandLineRun run(String... arguments) {
    return CommandLineRun.of(SmallRun.HOME, arguments);
  }

  private static CommandLineRun done(String... arguments) {
    CommandLineRun run = run(arguments);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    return run;
  }

  @Test
  void generatePrintsAsManySentencesAsAskedForAndRepeatsThemForASeed() {
    String sentences = done("generate", model, "-n", "3", "--seed", "7").out();
    assertThat(sentences.lines()).hasSize(3);
    assertThat(done("generate", model, "-n", "3", "--seed", "7").out()).isEqualTo(sentences);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--temperature=0.7",
        "--top-k=5",
        "--top-p=0.9",
        "--beam=3",
        "--beam=3 --length-penalty=1",
        "--greedy",
        "--repetition-penalty=1.3",
        "--min-length=3 --max-length=5"
      })
  void generateTakesEveryWayOfWriting(String option) {
    String[] arguments = ("generate " + model + " -n 2 " + option).split(" ");
    assertThat(done(arguments).out().lines()).hasSize(2);
  }

  @Test
  void generateInJsonLinesGivesTheLatentVectorToo() {
    JsonNode sample = JSON.readTree(done("generate", model, "-n", "1", "--jsonl").out());
    assertThat(sample.get("z").size()).isEqualTo(4);
    assertThat(sample.get("log_probability").asDouble()).isNegative();
  }

  @Test
  void twoWaysOfWritingAreWrongUsage() {
    CommandLineRun run = run("generate", model, "--beam", "3", "--top-k", "5");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--beam").contains("--top-k");
  }

  @ParameterizedTest
  @CsvSource({
    "--length-penalty=1, give --beam",
    "--min-length=9 --max-length=8, at least 9 tokens and at most 8",
    "--repetition-penalty=0.5, repetitionPenalty: 0.5",
    "--max-length=0, --max-length",
    "--max-length=200000, --max-length: 200000",
    "--min-length=-1, --min-length: -1"
  })
  void waysOfWritingThatCannotBeAreBadInput(String options, String message) {
    CommandLineRun run = run(("generate " + model + " " + options).split(" "));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  @Test
  void diverseSentencesDifferAndWhatIsMissingIsSaid() {
    CommandLineRun run = run("generate", model, "-n", "20", "--diverse", "--max-length=1");
    assertThat(run.status()).isZero();
    assertThat(run.out().lines()).doesNotHaveDuplicates().hasSizeLessThan(20);
    assertThat(run.err()).startsWith("--diverse: only ").contains("of 20 sentences; of 200 ");
    String few = done("generate", model, "-n", "5", "--diverse").out();
    assertThat(few.lines()).doesNotHaveDuplicates().hasSize(5);
  }

  @Test
  void reconstructGivesOneLineForEachTextOfArgumentsOrStandardInput() {
    CommandLineRun given = run("reconstruct", model, "the cat sees sea 1", "");
    CommandLineRun read =
        CommandLineRun.withInput(
            SmallRun.HOME, "the cat sees sea 1\n\n", "reconstruct", model, "-");
    assertThat(given.status()).isZero();
    assertThat(given.out().lines()).hasSize(2);
    assertThat(given.err()).as("of the empty one").contains("reconstruct: 1 texts are without");
    assertThat(read.out()).isEqualTo(given.out());
  }

  @Test
  void standardInputIsReadAsFilesAre() {
    String text = "the cat sees sea 1";
    String[] given = done("score", model, text, text, text).out().split("\n");
    CommandLineRun read =
        CommandLineRun.withInput(
            SmallRun.HOME,
            "\uFEFFthe cat sees sea 1\r\n  the cat sees sea 1 \nthe cat\rsees sea 1",
            "score",
            model,
            "-");
    assertThat(read.status()).as(read.err()).isZero();
    String[] found = read.out().split("\n");
    assertThat(found).hasSameSizeAs(given);
    for (int n = 0; n < given.length; n++) {
      assertThat(found[n]).startsWith(given[n].substring(0, given[n].indexOf('\t') + 1));
    }
    CommandLineRun.withInput(SmallRun.HOME, "the cat\nthe\0dog\n", "score", model, "-")
        .assertRefused("standard input:2:4: a NUL byte");
  }

  @Test
  void interpolateGivesAsManySentencesAsSteps() {
    String way = done("interpolate", model, "the cat", "the dog", "--steps", "5").out();
    assertThat(way.lines()).hasSize(5);
  }

  @Test
  void whatIsCutOrUnfamiliarIsSaid() throws IOException {
    String text = "the cat ".repeat(300);
    CommandLineRun encoded = run("encode", model, text, "\u4e2d\u6587");
    assertThat(encoded.err())
        .contains("encode: 1 texts are longer than the model reads")
        .contains("encode: 1 texts are without a letter that the model met in training");
    List<JsonNode> lines = encoded.out().lines().map(JSON::readTree).toList();
    assertThat(lines.get(0).get("cut").asBoolean()).isTrue();
    assertThat(lines.get(0).get("unfamiliar").asBoolean()).isFalse();
    assertThat(lines.get(1).get("unfamiliar").asBoolean()).isTrue();
    Path file = Files.writeString(folder.resolve("long.txt"), text + "\nthe cat\nthe dog\n");
    assertThat(run("evaluate", model, file.toString(), "--iwae", "0").err())
        .contains("evaluate: 1 texts are longer than animals reads: measured by their beginnings");
    assertThat(run("score", model, text).err())
        .contains("score: 1 texts are longer than the model reads");
    assertThat(run("reconstruct", model, text, "\u4e2d\u6587", "the cat").err())
        .contains("reconstruct: 1 texts are longer than the model reads")
        .contains("reconstruct: 1 texts are without a letter that the model met in training");
    assertThat(run("interpolate", model, text, "\u4e2d\u6587").err())
        .contains("interpolate: a text is longer than the model reads")
        .contains("interpolate: a text has no letter that the model met in training");
    assertThat(run("interpolate", model, "the cat", "the dog").err()).doesNotContain("a text");
  }

  @Test
  void aFileThatCannotBeWrittenIsRefusedBeforeTheWork() {
    run("encode", model, "-", "--out", folder.resolve("none/a.npy").toString())
        .assertRefused("its folder does not exist");
  }

  @Test
  void encodeWritesTheSameVectorsAsJsonLinesAsNumpyAndAsSafetensors() throws IOException {
    JsonNode line = JSON.readTree(done("encode", model, "the cat").out());
    Path npy = folder.resolve("vectors.npy");
    Path safetensors = folder.resolve("vectors.safetensors");
    assertThat(done("encode", model, "the cat", "--out", npy.toString()).out()).isEmpty();
    done("encode", model, "the cat", "--out", safetensors.toString());
    Path none = folder.resolve("none.npy");
    done("encode", model, "-", "--out", none.toString());
    assertThat(none).content(UTF_8).contains("(0, 4)");
    byte[] bytes = Files.readAllBytes(npy);
    int data = bytes.length - 4 * Float.BYTES;
    assertThat(data % 64).isZero();
    assertThat(new String(bytes, 10, data - 10, UTF_8)).contains("'<f4'", "(1, 4)").endsWith("\n");
    TensorData vectors = Safetensors.read(safetensors).tensors().values().iterator().next();
    assertThat(vectors.shape()).containsExactly(1, 4);
    for (int d = 0; d < 4; d++) {
      assertThat(vectors.bytes().getFloat(d * Float.BYTES))
          .isEqualTo((float) line.get("vector").get(d).asDouble());
    }
  }

  @Test
  void scorePrintsNatsThenTheText() {
    String line = done("score", model, "the cat sees sea 1").out();
    assertThat(line).matches("\\d+\\.\\d{4}\tthe cat sees sea 1\n");
  }

  @Test
  void evaluateInJsonIsOneObjectWithTheFiguresThatScriptsReadByName() {
    String corpus = folder.resolve("animals.txt").toString();
    JsonNode figures =
        JSON.readTree(done("evaluate", model, corpus, "--iwae", "3", "--json").out());
    assertThat(figures.propertyNames())
        .contains("sentences", "tokens", "nll", "nll_iwae", "ppl", "ppl_iwae", "rec", "kl")
        .contains("mi", "mi_batch", "au", "usage", "alive");
    assertThat(figures.get("sentences").asInt()).isEqualTo(400);
    assertThat(figures.get("nll_iwae").asDouble()).isLessThan(figures.get("nll").asDouble());
  }

  @Test
  void evaluateWithoutAFileMeasuresTheTestSplitAsTrainingDid() throws IOException {
    JsonNode again = JSON.readTree(done("evaluate", model, "--iwae", "50", "--json").out());
    JsonNode trained = JSON.readTree(Path.of(model, "evaluation.json").toFile());
    assertThat(again.get("sentences")).isEqualTo(trained.get("sentences"));
    assertThat(again.get("nll_iwae").asDouble())
        .isCloseTo(trained.get("nll_iwae").asDouble(), within(1e-4));
  }

  @Test
  void evaluateUnderTheMixtureIsAgainstWhatSentencesAreDrawnFrom() {
    String[] own = {"evaluate", model, "--iwae", "50", "--json"};
    String[] mixture = {"evaluate", model, "--iwae", "50", "--json", "--prior", "mixture"};
    JsonNode before = JSON.readTree(done(own).out());
    JsonNode after = JSON.readTree(done(mixture).out());
    assertThat(before.get("prior").asString()).isEqualTo("normal");
    assertThat(after.get("prior").asString()).isEqualTo("mixture");
    assertThat(after.get("rec")).isEqualTo(before.get("rec"));
    assertThat(after.get("nll_iwae")).isNotEqualTo(before.get("nll_iwae"));
  }

  @Test
  void aModelThatWasNotFittedAMixtureIsNotMeasuredUnderOne() {
    String corpus = folder.resolve("animals.txt").toString();
    Path bare = folder.resolve("bare");
    assertThat(SmallRun.train(Path.of(corpus), bare, "sampling.prior=standard").status()).isZero();
    CommandLineRun run = run("evaluate", bare.toString(), corpus, "--prior", "mixture");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("no mixture").contains("sampling.prior=mixture");
  }

  @Test
  void evaluateWithoutAFileNeedsARun() {
    CommandLineRun run = run("evaluate", Path.of(model, "model").toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("give a FILE");
  }

  @Test
  void evaluateForPeopleNamesTheVerdict() {
    String corpus = folder.resolve("animals.txt").toString();
    assertThat(done("evaluate", model, corpus, "--iwae", "0").out())
        .contains("nll ", "+- ", "alive ");
  }

  @Test
  void evaluateBesideALanguageModelComparesTheBoundWithItsNats() throws IOException {
    Path corpus = SmallRun.corpus(Files.createDirectory(folder.resolve("density")));
    Path languageModel = folder.resolve("language-model");
    Path density = folder.resolve("density-run");
    assertThat(SmallRun.train(corpus, languageModel, "task=language-model").status()).isZero();
    assertThat(SmallRun.train(corpus, density, "objective.point=density").status()).isZero();
    String[] compare = {"evaluate", density.toString(), corpus.toString(), "--iwae", "0"};
    assertThat(done(compare).out()).doesNotContain("language model");
    String[] beside = Arrays.copyOf(compare, compare.length + 2);
    beside[compare.length] = "--language-model";
    beside[compare.length + 1] = languageModel.toString();
    assertThat(done(beside).out()).contains("nll_iwae - language model = ");
    run("evaluate", languageModel.toString(), corpus.toString(), "--iwae", "7")
        .assertRefused("--iwae");
    run("score", languageModel.toString(), "the cat", "--iwae", "7").assertRefused("--iwae");
    run("generate", languageModel.toString(), "--prior", "mixture")
        .assertRefused("prior: the model animals has no latent variable");
  }

  @Test
  void whatIsNoLanguageModelIsNoneToCompareWith() {
    String corpus = folder.resolve("animals.txt").toString();
    CommandLineRun run = run("evaluate", model, corpus, "--language-model", model);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--language-model").contains("is not a language model");
  }

  @Test
  void modelsListsTheRunsThatHaveOne() {
    assertThat(done("models", "--runs", folder.toString()).out())
        .containsPattern("(?m)^run +sentence, en");
  }

  @Test
  void comparePutsRunsSideBySideAndWritesAPage() {
    Path page = folder.resolve("compare.html");
    CommandLineRun run = done("compare", model, model, "--html", page.toString());
    assertThat(run.out()).contains("nll ").contains("alive");
    assertThat(page).content().contains("2 runs");
    CommandLineRun unwritten = run("compare", model, model, "--language", "zh");
    assertThat(unwritten.status()).isEqualTo(2);
    assertThat(unwritten.err()).contains("--language: is of the page that --html writes");
  }

  @Test
  void trainingGoesOnFromAModelWithItsTokenizer() throws IOException {
    Path more = Files.writeString(folder.resolve("more.txt"), "the cow sees sea 8\n".repeat(60));
    Path run = folder.resolve("more");
    CommandLineRun trained =
        run(
            "train",
            "--from",
            model,
            "--data",
            more.toString(),
            "--out",
            run.toString(),
            "--set",
            "train.epochs=1",
            "train.threads=1",
            "train.precision=float32",
            "model.decoder.inputDropout=0.25",
            "tokens.maxLength=7");

    assertThat(trained.status()).as(trained.err()).isZero();
    assertThat(trained.err()).contains("tokens of the recipe are not used");
    assertThat(trained.err()).contains("no recipe is named, so by that of " + model);
    Recipe own = Recipe.read(Path.of(model, "recipe.yaml"), List.of());
    Recipe next = Recipe.read(run.resolve("recipe.yaml"), List.of());
    assertThat(next.objective()).isEqualTo(own.objective().withoutPretraining());
    assertThat(next.train().batch()).isEqualTo(own.train().batch());
    assertThat(run.resolve("recipe.yaml")).content().contains("inputDropout: 0.25");
    assertThat(run.resolve("model/tokenizer.json"))
        .hasSameTextualContentAs(Path.of(model).resolve("model/tokenizer.json"));
    String other = folder.resolve("other").toString();
    CommandLineRun refused =
        run(
            "train",
            "--from",
            model,
            "--data",
            more.toString(),
            "--out",
            other,
            "--set",
            "model.decoder.hidden=6");
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains("the recipe's model is not the one to start from");
  }

  @Test
  void ofARecipesDataTheOwnTextHasWhatIsNoMatterOfItsSet() throws IOException {
    Path recipe =
        Files.writeString(
            folder.resolve("own.yaml"),
            "data: {set: ptb, train: a.tsv, text: 2, label: 1, validShare: 0.25, labelled: 5}\n");
    Path run = folder.resolve("own");
    CommandLineRun trained = SmallRun.train(folder.resolve("animals.txt"), run, recipe.toString());
    assertThat(trained.status()).as(trained.err()).isZero();
    assertThat(run.resolve("recipe.yaml"))
        .content()
        .contains("validShare: 0.25", "labelled: 0", "text: auto", "label: auto");
  }

  @Test
  void aRecipeOfAnotherTaskDoesNotStartFromAModel() throws IOException {
    Path recipe = Files.writeString(folder.resolve("topics.yaml"), "task: topics\n");
    CommandLineRun refused =
        run("train", recipe.toString(), "--from", model, "--data", folder + "/animals.txt");
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains("the recipe is for task").contains("name a recipe");
  }

  @ParameterizedTest
  @CsvSource({
    "explain --question why, is for texts",
    "explain --disentanglement --sentences 9, a grammar of its own",
    "encode text --out v.npy --json, --jsonl:",
    "explain the --labelled-text 3, it is of --labelled",
    "explain the --samples 9, without draws",
    "explain --tolerance 0.1, is for texts",
    "encode the -, stands alone"
  })
  void anOptionThatWouldDoNothingIsRefused(String arguments, String message) {
    List<String> words = new ArrayList<>(List.of(arguments.split(" ")));
    words.add(1, model);
    CommandLineRun refused = run(words.toArray(String[]::new));
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains(message);
  }

  @Test
  void aVaesDecoderStartsAsALanguageModel() throws IOException {
    Path corpus = folder.resolve("animals.txt");
    Path lm = folder.resolve("lm");
    Path recipe = Files.writeString(folder.resolve("vae.yaml"), "name: vae\n");
    CommandLineRun first = SmallRun.train(corpus, lm, recipe.toString(), "task=language-model");
    assertThat(first.status()).as(first.err()).isZero();
    Path run = folder.resolve("vae");
    CommandLineRun grafted =
        SmallRun.train(corpus, run, recipe.toString(), "--from", lm.toString());
    assertThat(grafted.status()).as(grafted.err()).isZero();
    assertThat(run.resolve("recipe.yaml")).content().contains("task: sentence");
    assertThat(run.resolve("model/tokenizer.json"))
        .hasSameTextualContentAs(lm.resolve("model/tokenizer.json"));

    CommandLineRun unlike =
        SmallRun.train(
            corpus,
            folder.resolve("unlike"),
            recipe.toString(),
            "model.decoder.hidden=6",
            "--from",
            lm.toString());
    assertThat(unlike.status()).isEqualTo(2);
    assertThat(unlike.err()).contains("decoder.rnn.0.input");
  }

  @Test
  void aFinishedRunResumedIsPublishedAgainAndNothingIsTrained() throws IOException {
    Path metrics = Path.of(model).resolve("metrics.jsonl");
    String before = Files.readString(metrics);
    assertThat(run("train", "--resume", model).status()).isZero();
    assertThat(metrics).hasContent(before);
  }

  @ParameterizedTest
  @CsvSource({
    "generate, nowhere",
    "reconstruct, nowhere text",
    "score, nowhere text",
    "evaluate, nowhere pom.xml",
    "compare, nowhere"
  })
  void aModelThatIsNotThereIsBadInput(String verb, String arguments) {
    CommandLineRun run = run((verb + " " + arguments).split(" "));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("nowhere");
  }

  @Test
  void noTextIsBadInput() {
    assertThat(run("reconstruct", model).status()).isEqualTo(2);
  }

  @Test
  void anotherExtensionOfVectorsIsBadInputBeforeAnythingIsEncoded() {
    CommandLineRun run = run("encode", model, "text", "--out", "vectors.txt");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(".npy or .safetensors");
  }
}
