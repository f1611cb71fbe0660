package subtext.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.error.InputException;

class ColumnGuessTest {
  private static final Columns AUTO = new Columns(Columns.AUTO, Columns.AUTO);

  @TempDir Path folder;

  @Test
  void plainLinesAreTexts() throws IOException {
    assertThat(first("a.txt", "label\ttext\n", AUTO)).isEqualTo(new Line(1, "label\ttext", null));
  }

  @Test
  void theOnlyColumnIsTheText() throws IOException {
    assertThat(first("a.csv", "hello there\n", AUTO)).isEqualTo(new Line(1, "hello there", null));
  }

  @Test
  void wellKnownNamesAreTakenFromTheFirstRowOrTheKeys() throws IOException {
    assertThat(first("a.csv", "id,Label,Text\n1,good,hi\n", AUTO))
        .isEqualTo(new Line(2, "hi", "good"));
    assertThat(first("a.jsonl", "{\"id\":1,\"text\":\"hi\",\"label\":2}\n", AUTO))
        .isEqualTo(new Line(1, "hi", "2"));
  }

  @Test
  void keysThatOnlyLaterRowsHaveAreKnown() throws IOException {
    String rows = "{\"text\":\"a b\"}\n{\"label\":\"x\",\"text\":\"c\"}\n";
    Path file = Files.writeString(folder.resolve("later.jsonl"), rows);
    try (Stream<Line> lines = Corpus.open(file, AUTO)) {
      assertThat(lines).containsExactly(new Line(1, "a b", null), new Line(2, "c", "x"));
    }
  }

  @Test
  void theLongColumnIsTheTextAndTheOneThatRepeatsTheLabel() throws IOException {
    String rows = "1\tthis is a text\n0\tand so is this\n1\tand this\n0\tand that\n";
    assertThat(first("a.tsv", rows, AUTO)).isEqualTo(new Line(1, "this is a text", "1"));
    assertThat(first("a.tsv", rows, new Columns(Columns.AUTO, Columns.NONE)))
        .isEqualTo(new Line(1, "this is a text", null));
  }

  @Test
  void whatDoesNotRepeatIsNoLabel() throws IOException {
    String rows = "a1\tthis is a text\nb2\tand so is this\nc3\tand this is\n";
    assertThat(first("a.tsv", rows, AUTO)).isEqualTo(new Line(1, "this is a text", null));
  }

  @Test
  void twoReadingsAreRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("a.tsv"), "good morning\tguten Morgen\n");
    assertThatThrownBy(() -> Corpus.open(file, AUTO))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("columns 1 and 2 might both be the text")
        .hasMessageContaining("--set data.text=2");
    assertThat(first("b.tsv", "good morning\tguten Morgen\n", new Columns("2", Columns.AUTO)))
        .isEqualTo(new Line(1, "guten Morgen", null));
  }

  @Test
  void emptyFilesStayEmpty() throws IOException {
    Path file = Files.writeString(folder.resolve("a.tsv"), "\n\n");
    try (Stream<Line> lines = Corpus.open(file, AUTO)) {
      assertThat(lines).isEmpty();
    }
  }

  private Line first(String name, String content, Columns columns) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    try (Stream<Line> lines = Corpus.open(file, columns)) {
      return lines.findFirst().orElseThrow();
    }
  }
}
