package subtext.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.text.Columns;

class PortionTest {
  @TempDir private Path folder;

  private Portion portion(String name, String contents, String column) throws IOException {
    Path file = Files.writeString(folder.resolve(name), contents);
    return Portion.whole(file, new Columns(column, Columns.NONE));
  }

  @Test
  void theHashIsThatOfTheLinesNotOfTheName() throws IOException {
    String hash = portion("one.tsv", "a\tb\nc\td\n", "1").sha256();
    assertThat(portion("two.tsv", "a\tb\nc\td\n", "1").sha256()).isEqualTo(hash);
    assertThat(portion("one.tsv", "a\tb\nc\te\n", "1").sha256()).isNotEqualTo(hash);
    assertThat(portion("one.tsv", "a\tb\nc\td\n", "2").sha256()).isNotEqualTo(hash);
    assertThat(portion("one.csv", "a\tb\nc\td\n", "1").sha256()).isNotEqualTo(hash);
    assertThat(portion("one.tsv", "a\tb\nc\td\n", "1").between(0, 0.5).sha256()).isNotEqualTo(hash);
  }
}
