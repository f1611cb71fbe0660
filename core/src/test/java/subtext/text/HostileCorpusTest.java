package subtext.text;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import subtext.error.InputException;

/** What is no corpus is refused with file, line and byte, and a word on what to do. */
class HostileCorpusTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "Latin-1, 6F6B0A 636166E9 0A, 2:4: byte 0xE9",
    "a sequence cut by a line end, 6F6B0A 61E698 0A, 2:2: byte 0xE6",
    "a sequence cut by the file end, 61E698, 1:2: byte 0xE6",
    "an overlong sequence, 61 C0AF, 1:2: byte 0xC0",
    "half a surrogate pair, 61 EDA080, 1:2: byte 0xED",
    "a lone continuation byte, 80, 1:1: byte 0x80",
    "beyond Unicode, F4908080, 1:1: byte 0xF4",
    "NUL, 6F6B0A 610062, 2:2: a NUL byte",
    "UTF-16 with its mark, FFFE6100, 1:1: the file is UTF-16",
  })
  void whatIsNotUtf8IsRefusedAtItsByte(String what, String bytes, String message)
      throws IOException {
    Path file = folder.resolve("a.txt");
    Files.write(file, HexFormat.of().parseHex(bytes.replace(" ", "")));
    assertRefused(file, Columns.FIRST, "a.txt:" + message);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a.tsv   | 'x\ty\nalone\n'                        | :2: no column 2
          a.csv   | 'x,y\nx,"y\nz,y\n'                     | :2: a field opens with a quote
          a.csv   | 'x,"y" z\n'                            | :1: text follows a closing quote
          a.jsonl | '{"2":"y"}\n{"2":'                     | :2: not JSON
          a.jsonl | '{"2":"y"} {}'                         | :1: not JSON
          a.jsonl | '["y"]'                                | :1: not a JSON object
          a.jsonl | '{"2":"y"}\n{"text":"z"}'              | :2: no column 2
          a.jsonl | '{"2":"a\\u0000"}'                     | :1: the text holds a NUL
          a.jsonl | '{"2":"a\\ud800"}'                     | :1: the text holds half a surrogate pair
          a.json  | '[]'                                   | one JSON object a line
          a.txt   | 'x'                                    | has no columns
          """)
  void malformedRecordsAreRefusedAtTheirLine(String name, String content, String message)
      throws IOException {
    String text = content.replace("\\t", "\t").replace("\\n", "\n").replace("\\\\", "\\");
    Path file = Files.writeString(folder.resolve(name), text);
    assertRefused(file, new Columns("2", Columns.NONE), message);
  }

  @Test
  void aColumnNameThatTheFirstRowLacksIsRefusedWithThoseItHas() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "id,said\n1,hello\n");
    assertRefused(file, new Columns("text", Columns.NONE), "the first row has id, said");
  }

  @Test
  void deeplyNestedJsonIsRefused() throws IOException {
    Path file = folder.resolve("a.jsonl");
    Files.writeString(file, "{\"text\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}");
    assertRefused(file, new Columns("text", Columns.NONE), ":1: not JSON");
  }

  @Test
  void aLineOfAGigabyteIsRefusedWithoutReadingItAll() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "ok\n");
    try (FileChannel sparse = FileChannel.open(file, StandardOpenOption.WRITE)) {
      sparse.write(ByteBuffer.wrap(new byte[] {'\n'}), 1L << 30);
    }
    assertRefused(file, Columns.FIRST, "a.txt:2:1048577: the line is longer than 1048576 bytes");
  }

  @Test
  void aFieldThatNeverClosesIsRefusedWithinTheLimit() throws IOException {
    Path file = folder.resolve("a.csv");
    Files.writeString(file, "x,y\nx,\"" + "never\n".repeat(400_000));
    assertRefused(file, new Columns("2", "1"), ":2: a field opens with a quote");
  }

  @Test
  void damagedGzipIsRefused() throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(whole)) {
      out.write("some text\n".repeat(100).getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = whole.toByteArray();
    for (int length = 0; length < bytes.length; length++) {
      Path file = folder.resolve("a.txt.gz");
      Files.write(file, Arrays.copyOf(bytes, length));
      assertRefused(file, Columns.FIRST, "no whole gzip file");
    }
  }

  @Test
  void foldersAreNoCorpora() {
    assertRefused(folder, Columns.FIRST, "is not a file that can be read");
  }

  private static void assertRefused(Path file, Columns columns, String message) {
    assertThatThrownBy(
            () -> {
              try (Stream<Line> lines = Corpus.open(file, columns)) {
                lines.forEach(line -> {});
              }
            })
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }
}
