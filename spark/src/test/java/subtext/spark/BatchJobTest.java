package subtext.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.error.InputException;

/** Jobs over files of each kind, in this process. */
class BatchJobTest {
  private static final String SHIPPED =
      Path.of("..", "models", "quickstart-en").toAbsolutePath().toString();

  @TempDir static Path folder;
  private static SparkSession session;
  private static Storage storage;

  private final List<String> log = new ArrayList<>();

  @BeforeAll
  static void begin() {
    session = LocalSpark.session();
    storage = new Storage(session.sparkContext().hadoopConfiguration());
  }

  @AfterAll
  static void end() throws Exception {
    session.close();
  }

  private Dataset<Row> encoded(Path input, String column, String format) {
    Path out = folder.resolve(input.getFileName() + "-" + format);
    run(new SubtextEncode().setInputCol(column), input, out, format);
    return session.read().format(format).load(Storage.literal(out.toString()));
  }

  private long run(SubtextTransformer verb, Path input, Path out, String format) {
    verb.setModel(SHIPPED);
    BatchJob.Target target = new BatchJob.Target(storage.qualified(out.toString()), format);
    String column = verb.getOrDefault(verb.inputCol());
    BatchInput files = BatchInput.Files.of(session, storage, input.toString(), column);
    return new BatchJob(session, storage, target, log::add).run(verb, files);
  }

  private static Path file(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  @Test
  void linesAreRead() throws IOException {
    Dataset<Row> found = encoded(file("a.txt", "the cat", "a dog"), "text", "parquet");
    assertThat(found.columns()).containsExactly("text", "vector");
    assertThat(found.collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactlyInAnyOrder("the cat", "a dog");
  }

  @Test
  void theOtherColumnsOfAFileStay() throws IOException {
    Path file = file("b.csv", "id,review", "7,\"a dog, or", "two\"", "8,the cat");
    Dataset<Row> found = encoded(file, "review", "parquet");
    assertThat(found.columns()).containsExactly("id", "review", "vector");
    assertThat(found.filter("id = 7").first().getString(1)).isEqualTo("a dog, or\ntwo");
  }

  @Test
  void jsonLinesAreReadAndWritten() throws IOException {
    Path file = file("c.jsonl", "{\"n\": 3, \"text\": \"the cat\"}");
    Row row = encoded(file, "text", "json").select("n", "text", "vector").first();
    assertThat(row.getLong(0)).isEqualTo(3);
    assertThat(row.getList(2)).as("the dimensions of a vector").hasSizeGreaterThan(1);
  }

  @Test
  void csvThatIsWrittenIsReadByTheVerbs() throws IOException {
    Path input =
        file("quotes.jsonl", "{\"id\": \" 1\", \"text\": \"he says \\\"no\\\", \\ntwice\"}");
    Path out = folder.resolve("quotes");
    run(new SubtextScore().setSamples(0), input, out, "csv");
    Dataset<Row> found = encoded(out, "text", "parquet");
    assertThat(found.columns()).containsExactly("id", "text", "nats", "vector");
    assertThat(found.first().getString(0)).isEqualTo(" 1");
    assertThat(found.first().getString(1)).isEqualTo("he says \"no\", \ntwice");
  }

  @Test
  void anEmptyFileHasNoResultsButTheirColumns() throws IOException {
    Dataset<Row> found = encoded(file("empty.txt"), "text", "parquet");
    assertThat(found.columns()).containsExactly("text", "vector");
    assertThat(found.count()).isZero();
  }

  @Test
  void theNameOfAFileIsNoPattern() throws IOException {
    file("n1.txt", "another file");
    Dataset<Row> found = encoded(file("n[1],{2}.txt", "the cat"), "text", "parquet");
    assertThat(found.collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("the cat");
  }

  @Test
  void linesOfAFileWithoutAnEndingEndWithLineFeeds() throws IOException {
    Path file = Files.writeString(folder.resolve("part-00000"), "the\rcat\r\na dog\n");
    assertThat(encoded(file, "text", "parquet").collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactlyInAnyOrder("the\rcat", "a dog");
  }

  @Test
  void whatIsNoTextIsRefusedByFileAndLine() throws IOException {
    for (String name : List.of("latin 1.txt", "latin 1.csv", "latin 1.tsv")) {
      Path latin = folder.resolve(name);
      Files.write(latin, "text\nthe cat\ncaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
      assertThatThrownBy(() -> encoded(latin, "text", "parquet"))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(latin + ": there is a line that is not UTF-8: caf");
    }
    Path json = file("bad.jsonl", "{\"text\": \"the cat\"}", "{\"text\": \"a dog");
    assertThatThrownBy(() -> encoded(json, "text", "parquet"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(json + ": there is a line that is no JSON object")
        .hasMessageContaining("{\"text\": \"a dog");
  }

  @Test
  void aFolderOfSeveralKindsIsRefused() throws IOException {
    Path mixed = Files.createDirectories(folder.resolve("mixed"));
    Files.writeString(mixed.resolve("a.txt"), "the cat");
    Files.writeString(mixed.resolve("b.jsonl"), "{}");
    assertThatThrownBy(() -> encoded(mixed, "text", "parquet"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("mixed/a.txt and")
        .hasMessageContaining("mixed/b.jsonl are files of different kinds");
  }

  @Test
  void aTableOfManyPartsHasEachRowOnceAndIsNotMadeAgain() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int n = 0; n < 10_000; n++) {
      lines.add(n + " sees the ball and an old house");
    }
    Path input = Files.write(folder.resolve("many.txt"), lines);
    Path out = folder.resolve("many");
    SubtextTransformer verb = new SubtextScore().setSamples(0);
    assertThat(run(verb, input, out, "parquet")).isEqualTo(lines.size());
    assertThat(log).as("groups").hasSizeGreaterThan(2);
    log.clear();
    assertThat(run(verb, input, out, "parquet")).isEqualTo(lines.size());
    assertThat(log).containsExactly("all was finished already");
    assertThat(session.read().parquet(out.toString()).collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactlyInAnyOrderElementsOf(lines);
    SubtextTransformer other = new SubtextScore().setSamples(0).setSeed(2);
    assertThatThrownBy(() -> run(other, input, out, "parquet"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("of other settings");
  }

  @Test
  void aFolderOfOtherThingsIsRefused() throws IOException {
    Path out = Files.createDirectories(folder.resolve("mine"));
    Files.writeString(out.resolve("letter"), "dear");
    Path input = file("d.txt", "the cat");
    assertThatThrownBy(() -> run(new SubtextEncode(), input, out, "parquet"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("exists and is not empty");
    assertThat(out.resolve("letter")).hasContent("dear");
  }

  @Test
  void vectorsInCsvAndFilesOfUnknownKindAreRefused() throws IOException {
    Path input = file("e.txt", "the cat");
    assertThatThrownBy(() -> run(new SubtextEncode(), input, folder.resolve("e"), "csv"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the column vector is no single value");
    Path other = file("e.doc", "the cat");
    assertThatThrownBy(() -> run(new SubtextEncode(), other, folder.resolve("f"), "csv"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("not with .doc");
  }
}
