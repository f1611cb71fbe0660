package subtext.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.data.Dataset;
import subtext.data.Sources;
import subtext.data.Splits;
import subtext.data.TokenCache;
import subtext.error.InputException;
import subtext.recipe.Recipe;
import subtext.text.Columns;
import subtext.text.Line;
import subtext.text.Tokenizer;
import subtext.text.Tokenizers;

/** What Spark makes of a text is what one machine makes of it. */
class PreparationTest {
  /** More than two megabytes of text, so that Spark reads it in parts. */
  private static final int MANY = 80_000;

  private static SparkSession session;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    session = LocalSpark.session();
  }

  @AfterAll
  static void close() throws IOException {
    session.close();
  }

  private static Recipe recipe(String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "tokens={kind: bpe, vocabulary: 420, maxLength: 12}",
                "data={text: auto, label: auto, validShare: 0.1, testShare: 0.05}"));
    settings.addAll(List.of(more));
    return Recipe.of(settings);
  }

  private Path write(String name, Iterable<String> lines, String end) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    try (OutputStream out =
        name.endsWith(".gz")
            ? new GZIPOutputStream(Files.newOutputStream(file))
            : Files.newOutputStream(file)) {
      for (String line : lines) {
        out.write((line + end).getBytes(UTF_8));
      }
    }
    return file;
  }

  private List<String> lines(String name, int count) {
    List<String> sentences = Sentences.of(count);
    List<String> lines = new ArrayList<>();
    if (name.contains(".csv")) {
      lines.add("text,label");
    }
    for (int i = 0; i < count; i++) {
      String text = sentences.get(i);
      String label = Sentences.label(i);
      lines.add(
          switch (name.substring(name.indexOf('.')).replace(".gz", "")) {
            case ".tsv" -> label + "\t" + text;
            case ".csv" ->
                i % 10 == 0 ? "\"%s,\nand more\",%s".formatted(text, label) : text + "," + label;
            case ".jsonl" -> "{\"label\": \"%s\", \"text\": \"%s\"}".formatted(label, text);
            default -> i % 50 == 0 ? "" : text;
          });
    }
    return lines;
  }

  private Dataset alone(Recipe recipe, Path corpus) {
    Splits splits = Splits.of(recipe.data(), new Sources(corpus, null, null));
    Tokenizer tokenizer = splits.tokenizer(recipe.tokens());
    Tokenizers.save(tokenizer, made("alone"));
    return Dataset.of(splits, tokenizer, made("alone"));
  }

  private Path made(String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Dataset onSpark(Recipe recipe, Path corpus) {
    JavaSparkContext context = new JavaSparkContext(session.sparkContext());
    Storage storage = new Storage(context.hadoopConfiguration());
    CorpusLines lines = new CorpusLines(session, storage);
    TrainingText text = TrainingText.find(recipe.data(), corpus.toString(), storage);
    String data = storage.qualified(made("spark").toString());
    Prepared prepared =
        new Preparation(context, storage, data)
            .prepare(text.draw(recipe.data(), lines), lines, recipe.tokens());
    LocalCluster.deleteIfThere(folder.resolve("fetched"));
    return Preparation.fetch(storage, data, prepared, made("fetched"));
  }

  private void assertSame(Dataset found, Dataset expected) throws IOException {
    assertThat(found.labels()).isEqualTo(expected.labels());
    assertSame(found.train(), expected.train());
    assertSame(found.valid(), expected.valid());
    assertSame(found.test(), expected.test());
    for (String file : List.of("tokenizer.json", "tokenizer_config.json")) {
      assertThat(folder.resolve("fetched").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("alone").resolve(file));
    }
  }

  private static void assertSame(@Nullable TokenCache found, @Nullable TokenCache expected) {
    assertThat(found == null).isEqualTo(expected == null);
    if (found == null || expected == null) {
      return;
    }
    assertThat(found.size()).isEqualTo(expected.size());
    assertThat(found.cut()).isEqualTo(expected.cut());
    for (long i = 0; i < found.size(); i++) {
      assertThat(found.line(i)).isEqualTo(expected.line(i));
      assertThat(found.label(i)).isEqualTo(expected.label(i));
      assertThat(found.tokens(i)).isEqualTo(expected.tokens(i));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"corpus.txt", "corpus.tsv", "corpus.jsonl", "corpus.csv", "corpus.tsv.gz"})
  void everyFormatGivesTheTokensOfOneMachine(String name) throws IOException {
    Path corpus = write(name, lines(name, name.endsWith(".txt") ? MANY : 3000), "\n");
    assertSame(onSpark(recipe(), corpus), alone(recipe(), corpus));
  }

  @Test
  void aLongTextIsReadInParts() throws IOException {
    Path corpus = write("corpus.txt", lines("corpus.txt", MANY), "\n");
    Storage storage = new Storage(session.sparkContext().hadoopConfiguration());
    assertThat(
            new CorpusLines(session, storage)
                .of(corpus.toString(), recipe().data().columns(), 1 << 20)
                .getNumPartitions())
        .isGreaterThan(1);
  }

  @Test
  void marksOfOrderAndOfWindowsAreReadAsOnOneMachine() throws IOException {
    List<String> lines = new ArrayList<>(lines("corpus.txt", MANY));
    lines.set(0, "\uFEFFthe first line has a mark");
    Path corpus = write("corpus.txt", lines, "\r\n");
    assertSame(onSpark(recipe(), corpus), alone(recipe(), corpus));
  }

  @Test
  void aFolderIsItsFilesOneBehindTheOther() throws IOException {
    List<String> all = lines("corpus.tsv", 3000);
    write("parts/part-0.tsv", all.subList(0, 1000), "\n");
    write("parts/part-1.tsv.gz", all.subList(1000, 1900), "\n");
    write("parts/part-2.tsv", all.subList(1900, 3000), "\n");
    write("parts/_SUCCESS", List.of(), "\n");
    Path one = write("corpus.tsv", all, "\n");
    assertSame(onSpark(recipe(), folder.resolve("parts")), alone(recipe(), one));
  }

  @Test
  void rowsOfParquetAreLines() throws IOException {
    List<String> all = lines("corpus.tsv", 3000);
    Path corpus = folder.resolve("corpus[1],{a}.parquet"); // the name is no pattern
    session
        .createDataFrame(
            IntStream.range(0, all.size())
                .mapToObj(i -> RowFactory.create((Object[]) all.get(i).split("\t", -1)))
                .toList(),
            new StructType().add("label", "string").add("text", "string"))
        .repartition(1)
        .sortWithinPartitions("text")
        .write()
        .parquet(corpus.toString());
    List<String> sorted = new ArrayList<>();
    session
        .read()
        .parquet(Storage.literal(corpus.toString()))
        .collectAsList()
        .forEach(row -> sorted.add(row.getString(0) + "\t" + row.getString(1)));
    Path one = write("corpus.tsv", sorted, "\n");
    assertSame(onSpark(recipe(), corpus), alone(recipe(), one));
  }

  @Test
  void namesOfFilesAreNoPatterns() throws IOException {
    List<String> all = lines("corpus.tsv", 3000);
    write("parts, [1]/a,b.tsv", all.subList(0, 1000), "\n");
    write("parts, [1]/c[1]{d,e}*.tsv", all.subList(1000, 1900), "\n");
    write("parts, [1]/c\\?.tsv", all.subList(1900, 3000), "\n");
    Path one = write("corpus.tsv", all, "\n");
    assertSame(onSpark(recipe(), folder.resolve("parts, [1]")), alone(recipe(), one));
  }

  @Test
  void hundredsOfFilesAreCountedByOneJob() throws IOException {
    List<String> all = lines("corpus.tsv", 400);
    for (int file = 0; file < all.size(); file++) {
      write("many/%05d.tsv".formatted(file), List.of(all.get(file)), "\n");
    }
    CorpusLines corpus =
        new CorpusLines(session, new Storage(session.sparkContext().hadoopConfiguration()));
    session.sparkContext().setJobGroup("counting", "counts the lines", false);
    JavaRDD<Line> lines =
        corpus.of(folder.resolve("many").toString(), new Columns("2", "1"), 1 << 20);
    assertThat(session.sparkContext().statusTracker().getJobIdsForGroup("counting"))
        .hasSizeLessThan(2);
    session.sparkContext().clearJobGroup();
    assertThat(
            lines.map(line -> line.number() + "\t" + line.label() + "\t" + line.text()).collect())
        .containsExactlyElementsOf(
            IntStream.range(0, all.size()).mapToObj(n -> (n + 1) + "\t" + all.get(n)).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"word", "whitespace", "character"})
  void everyKindOfTokenIsLearntAlike(String kind) throws IOException {
    Recipe recipe = recipe("tokens={kind: %s, vocabulary: 30, minCount: 2}".formatted(kind));
    Path corpus = write("corpus.txt", lines("corpus.txt", 3000), "\n");
    assertSame(onSpark(recipe, corpus), alone(recipe, corpus));
  }

  @Test
  void aColumnMayNameTheSplits() throws IOException {
    List<String> lines = new ArrayList<>(List.of("text\tsplit"));
    List<String> sentences = Sentences.of(900);
    for (int i = 0; i < 900; i++) {
      lines.add(sentences.get(i) + "\t" + List.of("train", "train", "dev", "test").get(i % 4));
    }
    Recipe recipe = recipe("data={text: text, label: none, split: split}");
    Path corpus = write("corpus.tsv", lines, "\n");
    assertSame(onSpark(recipe, corpus), alone(recipe, corpus));
  }

  @ParameterizedTest
  @ValueSource(strings = {"data.splitSeed=7", "data.label=1", "tokens.maxLength=3"})
  void whatIsAskedForOtherwiseIsPreparedAgain(String change) throws IOException {
    Path corpus = write("corpus.tsv", lines("corpus.tsv", 600), "\n");
    onSpark(recipe("data={text: 2, label: none}"), corpus);
    Recipe changed = recipe("data={text: 2, label: none}", change);
    assertSame(onSpark(changed, corpus), alone(changed, corpus));
  }

  @Test
  void aTextThatHasChangedIsPreparedAgain() throws IOException {
    Path corpus = write("corpus.txt", lines("corpus.txt", 600), "\n");
    onSpark(recipe(), corpus);
    write("corpus.txt", lines("corpus.txt", 300), "\n");
    assertSame(onSpark(recipe(), corpus), alone(recipe(), corpus));
  }

  @Test
  void whatIsPreparedStays() throws IOException {
    Path corpus = write("corpus.txt", lines("corpus.txt", 600), "\n");
    onSpark(recipe(), corpus);
    Path shard = folder.resolve("spark/train/part-00000.tokens");
    Object before = Files.readAttributes(shard, BasicFileAttributes.class).fileKey();
    onSpark(recipe(), corpus);
    assertThat(Files.readAttributes(shard, BasicFileAttributes.class).fileKey()).isEqualTo(before);
  }

  @Test
  void theDiskHoldsOnePartAtATime() throws IOException {
    Storage storage = new Storage(session.sparkContext().hadoopConfiguration());
    List<String> names = List.of("part-0", "part-1", "part-2");
    for (String name : names) {
      write("there/" + name, List.of(name), "\n");
    }
    Path here = made("here");
    for (Path part :
        Preparation.oneByOne(storage, folder.resolve("there").toString(), names, here)) {
      assertThat(here).isDirectoryContaining(part::equals);
      assertThat(here.toFile().list()).hasSize(1);
    }
  }

  @Test
  void filesOfOthersAreNotDeleted() throws IOException {
    Path corpus = write("corpus.txt", lines("corpus.txt", 600), "\n");
    Path other = write("spark/train/mine.txt", List.of("a text that is dear to me"), "\n");
    assertThatThrownBy(() -> onSpark(recipe(), corpus))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("holds other files");
    assertThat(other).exists();
  }

  @Test
  void theLinesOfAFileAreNumberedOnce() throws IOException {
    Path corpus = write("corpus.txt", lines("corpus.txt", 600), "\n");
    CorpusLines lines =
        new CorpusLines(session, new Storage(session.sparkContext().hadoopConfiguration()));
    assertThat(lines.of(corpus.toString(), recipe().data().columns(), 1 << 20))
        .isSameAs(lines.of(corpus.toString(), recipe().data().columns(), 1 << 20));
  }

  @Test
  void aLineThatIsNoTextIsNamed() throws IOException {
    List<String> lines = new ArrayList<>(lines("corpus.txt", MANY));
    lines.set(70_000, "a \0 in it");
    Path corpus = write("corpus.txt", lines, "\n");
    assertThatThrownBy(() -> onSpark(recipe(), corpus))
        .hasStackTraceContaining("corpus.txt:70001:3")
        .hasStackTraceContaining(InputException.class.getName());
  }

  @Test
  void aColumnThatIsNotThereIsRefused() throws IOException {
    Path corpus = write("corpus.tsv", lines("corpus.tsv", 30), "\n");
    Recipe recipe = recipe("data.text=5");
    assertThatThrownBy(() -> onSpark(recipe, corpus)).hasStackTraceContaining("no column 5");
    assertThat(requireNonNull(session).sparkContext().isStopped()).isFalse();
  }
}
