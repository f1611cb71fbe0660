package subtext.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.search.CorpusSearch;
import subtext.search.Hit;
import subtext.search.Shards;
import subtext.search.WordIndex;
import subtext.use.Encode;
import subtext.use.Model;

/** Verbs over a table by two executor processes of a standalone cluster. */
class BatchIT {
  private static final Path SHIPPED = Path.of("..", "models", "quickstart-en").toAbsolutePath();
  private static final String PLANTED = "seventeen violins were stolen from the museum at night";
  private static final int PLACE = 7_345;
  private static final int LINES = 12_000;
  private static final int PARTS = 6;

  @TempDir static Path folder;
  private static LocalCluster cluster;
  private static List<String> lines;
  private static Path corpus;

  @BeforeAll
  static void start() throws IOException {
    List<String> sentences = Sentences.of(LINES);
    lines =
        new ArrayList<>(
            IntStream.range(0, LINES).mapToObj(n -> sentences.get(n) + " " + n).toList());
    lines.set(PLACE - 1, PLANTED);
    corpus = Files.write(folder.resolve("corpus.txt"), lines);
    Path module = Path.of("").toAbsolutePath();
    SparkHome home =
        new SparkHome(module.resolve("home/target"), module.resolve("target/subtext-spark.jar"));
    cluster =
        LocalCluster.start(home, new LocalCluster.Size(2, 1, "512m"), folder.resolve("cluster"));
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private static Process begin(Class<?> application, String log, String... words)
      throws IOException {
    return cluster
        .submission(application.getName(), Map.of(), List.of(words))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(log + ".log").toFile())
        .start();
  }

  private static Process encode(Path out, String log) throws IOException {
    return begin(
        SubtextEncode.class, log, SHIPPED.toString(), corpus.toString(), "--out", out.toString());
  }

  private static int finish(Process driver) throws InterruptedException {
    if (!driver.waitFor(150, TimeUnit.SECONDS)) {
      driver.destroyForcibly();
      throw new AssertionError("the driver has not ended in time");
    }
    return driver.exitValue();
  }

  private static String said(String log) throws IOException {
    return Files.readString(folder.resolve(log + ".log"), StandardCharsets.UTF_8);
  }

  /** Waits until {@code folder} holds a file whose name begins so, and the driver still runs. */
  private static void awaitFirst(Process driver, Path folder, String name, String log)
      throws Exception {
    while (driver.isAlive()) {
      String[] done = folder.toFile().list((in, file) -> file.startsWith(name));
      if (done != null && done.length > 0) {
        return;
      }
      Thread.sleep(10);
    }
    throw new AssertionError("the job has ended before it was disturbed: " + said(log));
  }

  private static Map<Path, FileTime> results(Path out) throws IOException {
    Map<Path, FileTime> found = new HashMap<>();
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".parquet")).toList()) {
        found.put(file, Files.getLastModifiedTime(file));
      }
    }
    return found;
  }

  private static void assertEachLineOnce(Path out) throws IOException {
    try (SparkSession session = LocalSpark.session();
        Model model = Model.load(SHIPPED)) {
      List<Row> rows = session.read().parquet(out.toString()).collectAsList();
      assertThat(rows)
          .extracting(row -> row.getString(0))
          .containsExactlyInAnyOrderElementsOf(lines);
      Encode encode = new Encode(model);
      for (Row row : rows.subList(0, 100)) {
        double[] expected = SubtextEncode.doubles(encode.vector(row.getString(0)));
        assertThat(((Vector) row.get(1)).toArray()).containsExactly(expected, within(1e-5));
      }
    }
  }

  @Test
  void eachLineIsEncodedOnceAlsoWhenAnExecutorIsKilled() throws Exception {
    Path out = folder.resolve("disturbed");
    Process driver = encode(out, "disturbed");
    awaitFirst(driver, out.resolve("_subtext/done"), "", "disturbed");
    cluster.executors().getFirst().destroyForcibly();
    assertThat(finish(driver)).as(said("disturbed")).isZero();
    assertEachLineOnce(out);
  }

  @Test
  void whatAKilledDriverHasCommittedIsNotComputedAgain() throws Exception {
    Path out = folder.resolve("resumed");
    Process driver = encode(out, "killed");
    awaitFirst(driver, out.resolve("_subtext/done"), "", "killed");
    driver.destroyForcibly().waitFor();
    Map<Path, FileTime> committed = results(out);
    assertThat(out.resolve("_SUCCESS")).doesNotExist();
    assertThat(finish(encode(out, "resumed"))).as(said("killed")).isZero();
    assertThat(said("resumed")).contains("going on with what was begun").contains("12,000 rows");
    assertThat(results(out)).containsAllEntriesOf(committed);
    assertEachLineOnce(out);
  }

  @Test
  void aModelThatHasNoSuchVerbIsRefusedInALine() throws Exception {
    String out = folder.resolve("refused").toString();
    Process driver =
        begin(
            SubtextTranslate.class, "refused", SHIPPED.toString(), corpus.toString(), "--out", out);
    assertThat(finish(driver)).as(said("refused")).isEqualTo(Failures.WRONG_INPUT);
    assertThat(said("refused")).contains("quickstart-en does not translate").doesNotContain("\tat");
    assertThat(folder.resolve("refused")).doesNotExist();
  }

  @Test
  void eachLineIsIndexedOnceAndAPlantedOneFoundAlsoWhenAnExecutorIsKilled() throws Exception {
    Path out = folder.resolve("index");
    Path files = Files.createDirectories(folder.resolve("files"));
    for (int part = 0; part < PARTS; part++) {
      Files.write(
          files.resolve(part + ".txt"),
          lines.subList(part * LINES / PARTS, (part + 1) * LINES / PARTS));
    }
    Process driver =
        begin(
            SubtextIndex.class,
            "index",
            files.toString(),
            "--model",
            SHIPPED.toString(),
            "--out",
            out.toString());
    awaitFirst(driver, out, "shard-", "index");
    cluster.executors().getFirst().destroyForcibly();
    assertThat(finish(driver)).as(said("index")).isZero();
    assertThat(said("index")).contains("12,000 sentences in 6 shards");
    try (Shards shards = Shards.open(out)) {
      assertThat(shards.texts()).containsExactlyElementsOf(lines);
    }
    try (Model model = Model.load(SHIPPED);
        CorpusSearch search = CorpusSearch.open(model, Shards.open(out))) {
      assertThat(search.size()).isEqualTo(LINES);
      Hit hit = search.search(List.of(PLANTED), 1).getFirst().hits().getFirst();
      assertThat(hit.text()).isEqualTo(PLANTED);
      assertThat(hit.line()).isEqualTo(PLACE);
    }
    try (WordIndex words = WordIndex.of(Shards.open(out))) {
      assertThat(words.size()).isEqualTo(LINES);
      assertThat(words.search("Where are the violins?", 1))
          .extracting(Hit::line)
          .containsExactly((long) PLACE);
    }
  }
}
