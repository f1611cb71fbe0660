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

class TrainCommandTest {
  private static final Path HOME = Installation.find().home();
  private static final List<String> SMALL =
      List.of(
          "model.latent=4",
          "model.encoder.embedding=8",
          "model.encoder.hidden=8",
          "model.decoder.embedding=8",
          "model.decoder.hidden=8",
          "tokens.vocabulary=300",
          "train.precision=float32",
          "train.threads=1",
          "train.epochs=1");

  @TempDir Path folder;

  private CommandLineRun train(String... arguments) {
    List<String> all = new ArrayList<>(List.of("train"));
    all.addAll(List.of(arguments));
    return CommandLineRun.of(HOME, all.toArray(String[]::new));
  }

  private Path corpus() throws IOException {
    String lines =
        IntStream.range(0, 400)
            .mapToObj(
                i -> "the %s sees the %s".formatted(i % 2 == 0 ? "cat" : "dog", "sea " + i % 7))
            .collect(Collectors.joining("\n"));
    return Files.writeString(folder.resolve("animals.txt"), lines + "\n");
  }

  @Test
  void trainsOnAFileOfOnesOwnAndPrintsTheRunsFolder() throws IOException {
    Path run = folder.resolve("run");
    List<String> arguments = new ArrayList<>(List.of("train", "--data", corpus().toString()));
    arguments.addAll(List.of("--out", run.toString(), "--set"));
    arguments.addAll(SMALL);
    CommandLineRun trained = CommandLineRun.of(HOME, arguments.toArray(String[]::new));
    assertThat(trained.err()).contains("training animals in " + run).contains("epoch 1/1  nll ");
    assertThat(trained.status()).isZero();
    assertThat(trained.out()).isEqualTo(run + "\n");
    assertThat(run.resolve("recipe.yaml")).content().contains("name: animals");
    assertThat(run.resolve("train.log")).content().contains("epoch 1 of 1");
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
}
