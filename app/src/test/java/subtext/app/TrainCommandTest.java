package subtext.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TrainCommandTest {
  @TempDir Path folder;

  private CommandLineRun train(String... arguments) {
    List<String> all = new ArrayList<>(List.of("train"));
    all.addAll(List.of(arguments));
    return CommandLineRun.of(SmallRun.HOME, all.toArray(String[]::new));
  }

  @Test
  void trainsOnAFileOfOnesOwnAndPrintsTheRunsFolder() throws IOException {
    Path run = folder.resolve("run");
    CommandLineRun trained = SmallRun.train(SmallRun.corpus(folder), run);
    assertThat(trained.status()).as(trained.err()).isZero();
    assertThat(trained.err())
        .contains("no recipe is named, so by the corpus")
        .contains("training animals in " + run)
        .contains("epoch 1/1  nll ")
        .contains("nll_iwae", "alive", "open " + run.resolve("report.html"));
    assertThat(trained.out()).isEqualTo(run + "\n");
    assertThat(run.resolve("recipe.yaml")).content().contains("name: animals");
    assertThat(run.resolve("train.log")).content().contains("epoch 1 of 1");
    assertThat(run)
        .isDirectoryContaining(file -> file.endsWith("model"))
        .isDirectoryContaining(file -> file.endsWith("samples.txt"))
        .isDirectoryContaining(file -> file.endsWith("report.html"))
        .isDirectoryContaining(file -> file.endsWith("evaluation.json"));
  }

  @Test
  void aFolderWithARunIsNotTrainedInAgain() throws IOException {
    Path run = SmallRun.finished(folder);
    CommandLineRun again = SmallRun.train(folder.resolve("animals.txt"), run);
    assertThat(again.status()).isEqualTo(2);
    assertThat(again.err()).contains("--resume");
  }

  @Test
  void theColumnsOfARecipesOwnSetAreNotThoseOfAFileOfOnesOwn() throws IOException {
    String rows =
        IntStream.range(0, 400)
            .mapToObj(i -> "%d,the %s sees,x".formatted(i, i % 2 == 0 ? "cat" : "dog"))
            .collect(Collectors.joining("\n"));
    Path file = Files.writeString(folder.resolve("rows.csv"), "id,text,label\n" + rows + "\n");
    Path run = folder.resolve("run");
    CommandLineRun trained = SmallRun.train(file, run, "data.label=3", "quickstart-zh");
    assertThat(trained.status()).as(trained.err()).isZero();
    assertThat(run.resolve("recipe.yaml"))
        .content()
        .contains("text: auto")
        .contains("label: \"3\"");
    assertThat(run.resolve("data/tokenizer.json"))
        .content()
        .contains("\"c\"")
        .doesNotContain("\"7\"");
  }

  @Test
  void anUnknownRecipeKeyIsBadInputAndTheNearestIsNamed() {
    CommandLineRun run = train("quickstart-en", "--set", "train.epoch=3");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("train.epoch").contains("did you mean 'epochs'?");
  }

  @Test
  void aValueOutOfRangeIsBadInputAndTheRangeIsNamed() {
    CommandLineRun run = train("quickstart-en", "--set", "train.epochs=0");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("train.epochs: 0").contains("1 or more");
  }

  @Test
  void anUnknownRecipeIsBadInputAndTheNearestIsNamed() {
    CommandLineRun run = train("quickstart-eng");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("did you mean 'quickstart-en'?");
  }

  @Test
  void neitherRecipeNorFileIsBadInput() {
    assertThat(train().status()).isEqualTo(2);
    assertThat(train().err()).contains("which recipe?");
  }

  @Test
  void aResumedRunTakesNoOtherRecipe() {
    CommandLineRun run = train("quickstart-en", "--resume", folder.toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("give no RECIPE");
  }

  @Test
  void aFolderThatIsNoRunCannotBeResumed() {
    CommandLineRun run = train("--resume", folder.toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("recipe.yaml");
  }

  @Test
  void anEmptyCorpusIsBadInput() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.txt"));
    CommandLineRun run =
        train("--data", empty.toString(), "--out", folder.resolve("run").toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("empty.txt");
  }

  @Test
  void aFileOfOnesOwnMayHaveItsOwnValidationFile(@TempDir Path folder) throws IOException {
    Path corpus = SmallRun.corpus(folder);
    Path valid = Files.writeString(folder.resolve("valid.txt"), "the cow sees sea 1\n".repeat(9));
    Path run = folder.resolve("run");
    CommandLineRun trained = SmallRun.train(corpus, run, "data.valid=" + valid, "data.testShare=0");
    assertThat(trained.status()).as(trained.err()).isZero();
    JsonNode evaluation = JsonMapper.shared().readTree(run.resolve("evaluation.json").toFile());
    assertThat(evaluation.get("sentences").asInt()).isEqualTo(9);
  }
}
