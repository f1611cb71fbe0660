package subtext.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.config.Binder;
import subtext.error.InputException;

class SourcesTest {
  @TempDir Path root;
  private Path given;
  private Path variable;
  private Path installation;

  @BeforeEach
  void makeThreeFolders() throws IOException {
    given = Files.createDirectory(root.resolve("given"));
    variable = Files.createDirectory(root.resolve("variable"));
    installation = Files.createDirectory(root.resolve("installation"));
  }

  private static Path file(Path folder, String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Corpora.write(file, "a b", "c d");
  }

  private Sources find(String yaml, @Nullable Path data) {
    return Sources.find(
        Binder.bind(Binder.yaml("recipe.yaml", yaml), DataConfig.class),
        new DataFolders(data, variable, installation));
  }

  @Test
  void aSetIsLookedUpInTheGivenFolderThenTheVariableThenTheInstallation() throws IOException {
    String recipe = "{set: ptb, train: train.txt}";
    Path last = file(installation, "ptb/train.txt");
    assertThat(find(recipe, given).train()).isEqualTo(last);
    Path second = file(variable, "ptb/train.txt");
    assertThat(find(recipe, given).train()).isEqualTo(second);
    assertThat(find(recipe, given).areIn(given)).isFalse();
    Path first = file(given, "ptb/train.txt");
    assertThat(find(recipe, given).train()).isEqualTo(first);
    assertThat(find(recipe, given).areIn(given)).isTrue();
    assertThat(find(recipe, null).train()).isEqualTo(second);
  }

  @Test
  void theGivenFolderMayBeTheSetItself() throws IOException {
    Path train = file(given, "ptb/train.txt");
    assertThat(find("{set: ptb, train: train.txt}", given.resolve("ptb")).train()).isEqualTo(train);
  }

  @Test
  void aGivenFileMayHaveOthersBesideIt() throws IOException {
    Path train = file(given, "mine.txt");
    Path valid = file(given, "held-out.txt");
    Sources found = find("{set: ptb, valid: %s}".formatted(valid), train);
    assertThat(found).isEqualTo(new Sources(train, valid, null));
  }

  @Test
  void aGivenFileTakesThePlaceOfTheSet() throws IOException {
    Path mine = file(root, "mine.txt");
    Sources sources = find("{set: ptb, train: train.txt}", mine);
    assertThat(sources).isEqualTo(new Sources(mine, null, null));
  }

  @Test
  void aSetMayBeThePathOfAFileOrFolder() throws IOException {
    Path mine = file(root, "folder/mine.txt");
    assertThat(find("{set: '%s'}".formatted(mine), null).train()).isEqualTo(mine);
    assertThat(find("{set: '%s'}".formatted(mine.getParent()), null).train()).isEqualTo(mine);
    assertThat(find("{train: '%s'}".formatted(mine), null).train()).isEqualTo(mine);
  }

  @Test
  void theOnlyCorpusOfASetIsTheTrainingFile() throws IOException {
    Path corpus = file(installation, "poetry/lines.tsv.gz");
    file(installation, "poetry/SOURCE.txt");
    file(installation, "poetry/LICENSE");
    assertThat(find("{set: poetry}", null).train()).isEqualTo(corpus);
    file(installation, "poetry/more.tsv");
    assertThatThrownBy(() -> find("{set: poetry}", null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("holds 2 corpora; say which file to train on");
  }

  @Test
  void aMissingSetSaysWhereItWasLookedForAndWhereToGetIt() throws IOException {
    file(installation, "wordnet/examples.tsv");
    assertThatThrownBy(() -> find("{set: wordnte}", given))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--data " + given)
        .hasMessageContaining("$SUBTEXT_DATA (" + variable)
        .hasMessageContaining(installation.toString())
        .hasMessageContaining("Did you mean wordnet?")
        .hasMessageContaining("docs/data.md says where to get it");
  }

  @Test
  void missingFilesAreNamedWithTheirKey() throws IOException {
    file(installation, "ptb/train.txt");
    assertThatThrownBy(() -> find("{set: ptb, train: train.txt, valid: dev.txt}", null))
        .isInstanceOf(InputException.class)
        .hasMessageMatching("data.valid: .*dev.txt does not exist or is not a file");
    assertThatThrownBy(() -> find("{}", root.resolve("nowhere")))
        .hasMessageMatching("--data .*nowhere does not exist");
    assertThatThrownBy(() -> find("{}", null)).hasMessageContaining("no text to train on");
  }
}
