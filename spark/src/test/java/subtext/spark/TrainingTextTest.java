package subtext.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.data.DataConfig;
import subtext.data.DataFolders;
import subtext.data.Sources;
import subtext.error.InputException;
import subtext.recipe.Recipe;

/** Which files are trained on. */
class TrainingTextTest {
  private static final Path HOME = Path.of("..");

  @TempDir Path folder;
  private final Storage storage = new Storage(new Configuration());

  private static DataConfig shipped(String recipe) {
    return Recipe.parse(recipe, SubtextTrain.shipped(recipe), List.of()).data();
  }

  private static TrainingText files(Sources sources) {
    return new TrainingText(address(sources.train()), null, null);
  }

  private static String address(Path file) {
    return "file:" + file.toAbsolutePath().normalize();
  }

  @ParameterizedTest
  @ValueSource(strings = {"quickstart-en data", "quickstart-en data/wordnet", "quickstart-zh data"})
  void ofASetWithOneCorpusThatIsTrainedOnAsOnOneMachine(String words) {
    DataConfig config = shipped(words.split(" ", -1)[0]);
    Path given = HOME.resolve(words.split(" ", -1)[1]);
    Sources alone = Sources.find(config, new DataFolders(given, null, folder));
    assertThat(TrainingText.find(config, given.toString(), storage)).isEqualTo(files(alone));
  }

  @Test
  void withoutDataTheSetOfTheInstallationIsFound() throws IOException {
    Path set = Files.createDirectories(folder.resolve("data/mine"));
    Path text = Files.writeString(set.resolve("text.txt"), "a text\n");
    System.setProperty("subtext.home", folder.toString());
    try {
      DataConfig config = Recipe.of(List.of("data.set=mine")).data();
      assertThat(TrainingText.find(config, null, storage).train()).isEqualTo(address(text));
    } finally {
      System.clearProperty("subtext.home");
    }
  }

  @Test
  void theFileThatARecipeNamesIsLookedForInTheFolderGiven() throws IOException {
    Path train = Files.writeString(folder.resolve("train.txt"), "a text\n");
    Files.writeString(folder.resolve("more.txt"), "another\n");
    DataConfig config = Recipe.of(List.of("data.train=train.txt")).data();
    assertThat(TrainingText.find(config, folder.toString(), storage).train())
        .isEqualTo(address(train));
  }

  @Test
  void whatIsNoTextIsNotTrainedOn() throws IOException {
    Files.writeString(folder.resolve("part-00000"), "a text\n");
    Files.writeString(folder.resolve("_SUCCESS"), "");
    DataConfig config = shipped("quickstart-en");
    assertThat(TrainingText.find(config, folder.toString(), storage).train())
        .isEqualTo(address(folder));
    Files.writeString(folder.resolve("LICENSE"), "terms\n");
    assertThatThrownBy(() -> TrainingText.find(config, folder.toString(), storage))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("holds LICENSE, which is no text to train on");
  }
}
