package subtext.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.error.InputException;

class RunFolderTest {
  @TempDir Path folder;

  @Test
  void aNewRunIsNotMadeOverAnotherOne() {
    RunFolder run = RunFolder.create(folder.resolve("runs/a"));
    run.write(run.recipe(), "name: a\n");

    assertThatThrownBy(() -> RunFolder.create(run.path()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--resume");
    assertThat(RunFolder.open(run.path())).isEqualTo(run);
  }

  @Test
  void aFileIsNoRunFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> RunFolder.create(file)).isInstanceOf(InputException.class);
  }

  @Test
  void aFolderOfOtherFilesIsNotWrittenTo() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    assertThat(RunFolder.create(other).path()).isEqualTo(other);
    Files.writeString(other.resolve("thesis.txt"), "x");
    assertThatThrownBy(() -> RunFolder.create(other))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("holds files of something else");
  }

  @Test
  void aFolderWithoutARecipeIsNoRun() {
    assertThatThrownBy(() -> RunFolder.open(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("recipe.yaml");
  }

  @Test
  void aFileOfTheRunIsReplacedWhole() {
    RunFolder run = RunFolder.create(folder.resolve("a"));
    run.write(run.samples(), "one\n");
    run.write(run.samples(), "two\n");
    assertThat(run.samples()).hasContent("two\n");
    assertThat(run.path()).isDirectoryContaining(path -> path.equals(run.samples()));
    assertThat(folder.resolve("a/samples.txt.new")).doesNotExist();
  }
}
