package subtext.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import subtext.error.InputException;

class BagReaderTest {
  private static final Columns AUTO = new Columns(Columns.AUTO, Columns.AUTO);
  @TempDir Path folder;

  private Path bags(String content) throws IOException {
    Files.writeString(folder.resolve("vocab.new"), "cat 7\ndog\t3\nfish\n");
    return Files.writeString(folder.resolve("bags.feat"), content);
  }

  private static List<Line> read(Path file, Columns columns) {
    try (Stream<Line> lines = Corpus.open(file, columns)) {
      return lines.toList();
    }
  }

  @Test
  void wordsStandAsOftenAsTheyWereCounted() throws IOException {
    Path file = bags("4 1:2 3:1\n-1\t2:1\n\n");
    List<Line> expected = List.of(new Line(1, "cat cat fish", "4"), new Line(2, "dog", "-1"));
    assertThat(read(file, AUTO)).isEqualTo(expected);
    assertThat(read(file, new Columns("text", "label"))).isEqualTo(expected);
    assertThat(read(file, new Columns("text", Columns.NONE)))
        .containsExactly(new Line(1, "cat cat fish", null), new Line(2, "dog", null));
  }

  @Test
  void aDocumentWithoutWordsIsNoText() throws IOException {
    assertThat(read(bags("1\n2 1:1\n"), AUTO)).containsExactly(new Line(2, "cat", "2"));
  }

  @ParameterizedTest
  @CsvSource({
    "1 4:1, '\"4:1\" is no word''s index and count: an index from 1 to 3'",
    "1 0:1, '\"0:1\" is no word''s'",
    "1 2:0, '\"2:0\" is no word''s'",
    "1 2:-3, '\"2:-3\" is no word''s'",
    "1 2:1.5, '\"2:1.5\" is no word''s'",
    "1 two:1, '\"two:1\" is no word''s'",
    "1 2, '\"2\" is no word''s'",
    "1 99999999999:1, '\"99999999999:1\" is no word''s'",
    "1:2 2:1, 'begins with \"1:2\", where a label is due'",
    "1 2:900000, '\"2:900000\" makes a text of more than 1048576 characters'"
  })
  void aBadLineIsNamedWithFileLineAndValue(String line, String message) throws IOException {
    Path file = bags("1 1:1\n" + line + "\n");
    assertThatThrownBy(() -> read(file, AUTO))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("bags.feat:2: ")
        .hasMessageContaining(message);
  }

  @Test
  void theListOfWordsMustBeThereAndHoldNoWordTwice() throws IOException {
    Path file = bags("1 1:1\n");
    Files.writeString(folder.resolve("vocab.new"), "cat\ndog\ncat\n");
    assertThatThrownBy(() -> read(file, AUTO))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("vocab.new:3: the word \"cat\" stands above already");
    Files.writeString(folder.resolve("vocab.new"), "cat\n\n");
    assertThatThrownBy(() -> read(file, AUTO))
        .hasMessageContaining("vocab.new:2: the line is blank");
    Files.delete(folder.resolve("vocab.new"));
    assertThatThrownBy(() -> read(file, AUTO))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the list of them")
        .hasMessageContaining("vocab.new, is not there");
  }
}
