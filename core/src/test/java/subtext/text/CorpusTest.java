package subtext.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.error.InputException;

class CorpusTest {
  private static final Columns LABEL_AND_TEXT = new Columns("2", "1");

  @TempDir Path folder;

  @Test
  void plainTextIsOneTextALine() throws IOException {
    assertThat(read(file("a.txt", "one\ntwo\tstill two\n"), Columns.FIRST))
        .containsExactly(new Line(1, "one", null), new Line(2, "two\tstill two", null));
  }

  @Test
  void byteOrderMarkCarriageReturnsAndBlankLinesAreNoText() throws IOException {
    assertThat(read(file("a.txt", "\uFEFFone\r\n\r\n  \t\r\n two \r\nthree"), Columns.FIRST))
        .containsExactly(
            new Line(1, "one", null), new Line(4, "two", null), new Line(5, "three", null));
  }

  @Test
  void tabSeparatedColumnsAreTakenByNumber() throws IOException {
    assertThat(read(file("a.tsv", "good\t\"fine\ntired\tbad\textra\n"), LABEL_AND_TEXT))
        .containsExactly(new Line(1, "\"fine", "good"), new Line(2, "bad", "tired"));
  }

  @Test
  void columnsAreTakenByTheNamesInTheFirstRow() throws IOException {
    Path file = file("a.csv", "id,mood,said\n7,good,\"fine, thanks\"\n8,,none\n");
    assertThat(read(file, new Columns("said", "mood")))
        .containsExactly(new Line(2, "fine, thanks", "good"), new Line(3, "none", null));
  }

  @Test
  void quotedFieldsHoldCommasQuotesAndLineBreaks() throws IOException {
    Path file = file("a.csv", "x,\"a \"\"b\"\",\n\nc\"\n\"\",skipped? no\ny,\"\"\nz,d\n");
    assertThat(read(file, LABEL_AND_TEXT))
        .containsExactly(
            new Line(1, "a \"b\", c", "x"),
            new Line(4, "skipped? no", null),
            new Line(6, "d", "z"));
  }

  @Test
  void jsonFieldsAreTakenByName() throws IOException {
    Path file =
        file("a.jsonl", "{\"text\":\"hi\\nyou\",\"stars\":5}\n{\"stars\":null,\"text\":\"b\"}\n");
    assertThat(read(file, new Columns("text", "stars")))
        .containsExactly(new Line(1, "hi you", "5"), new Line(2, "b", null));
  }

  @Test
  void aJsonTextOfNothingIsBlankAndAListIsNone() throws IOException {
    Columns columns = new Columns("text", "stars");
    assertThat(read(file("a.jsonl", "{\"text\":null,\"stars\":5}\n{\"text\":\"b\"}\n"), columns))
        .containsExactly(new Line(2, "b", null));
    Path list = file("b.jsonl", "{\"text\":[\"b\"]}\n");
    assertThatThrownBy(() -> read(list, columns))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("b.jsonl:1: column text holds no text, but a list");
  }

  @Test
  void aRowThatIsTooShortHasNoSuchColumn() throws IOException {
    Path file = file("a.tsv", "label\ttext\n1\n");
    assertThatThrownBy(() -> read(file, new Columns("text", "label")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a.tsv:2: no column text");
  }

  @Test
  void textsAreNoSourcesOfThemselves() throws IOException {
    Path file = file("a.en", "one\ntwo\n");
    Columns columns = new Columns("1", Columns.NONE, ".en", Columns.NONE);
    assertThatThrownBy(() -> read(file, columns))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("every text would be its own source");
  }

  @Test
  void gzippedFilesReadLikeOthers() throws IOException {
    Path file = folder.resolve("a.tsv.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("good\tfine\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(read(file, LABEL_AND_TEXT)).containsExactly(new Line(1, "fine", "good"));
  }

  @Test
  void emptyFilesHoldNoLines() throws IOException {
    assertThat(read(file("a.txt", ""), Columns.FIRST)).isEmpty();
    assertThat(read(file("b.txt", "\uFEFF"), Columns.FIRST)).isEmpty();
    assertThat(read(file("c.txt", "\n \n\n"), Columns.FIRST)).isEmpty();
    assertThat(read(file("d.csv", "text,label\n"), new Columns("text", "label"))).isEmpty();
  }

  @Test
  void missingFilesAreNamed() {
    assertThatThrownBy(() -> read(folder.resolve("none.txt"), Columns.FIRST))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("none.txt does not exist");
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static List<Line> read(Path file, Columns columns) {
    try (Stream<Line> lines = Corpus.open(file, columns)) {
      return lines.toList();
    }
  }
}
