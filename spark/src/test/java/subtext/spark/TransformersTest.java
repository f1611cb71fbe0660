package subtext.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import examples.ClusterReviews;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.error.InputException;
import subtext.use.Classify;
import subtext.use.Encode;
import subtext.use.Generate;
import subtext.use.Model;
import subtext.use.Score;
import subtext.use.Topics;
import subtext.use.Translate;

/** Verbs as stages of a pipeline and as functions: their answers are those of the library. */
class TransformersTest {
  private static final Path SHIPPED = Path.of("..", "models", "quickstart-en").toAbsolutePath();
  private static final int ROWS = 60;

  @TempDir static Path folder;
  private static SparkSession session;
  private static List<String> texts;
  private static Dataset<Row> table;

  @BeforeAll
  static void begin() {
    session = LocalSpark.session();
    texts = Sentences.of(ROWS);
    table = session.createDataset(texts, Encoders.STRING()).toDF("text").repartition(3).cache();
  }

  @AfterAll
  static void end() throws Exception {
    session.close();
  }

  private static List<Row> rows(SubtextTransformer stage) {
    return stage.setBatchSize(16).transform(table).collectAsList();
  }

  @Test
  void vectorsAreThoseOfTheLibrary() {
    List<Row> rows = rows(new SubtextEncode().setModel(SHIPPED.toString()));
    assertThat(rows).extracting(row -> row.getString(0)).containsExactlyInAnyOrderElementsOf(texts);
    try (Model model = Model.load(SHIPPED)) {
      Encode encode = new Encode(model);
      for (Row row : rows) {
        double[] expected = SubtextEncode.doubles(encode.vector(row.getString(0)));
        assertThat(((Vector) row.get(1)).toArray()).containsExactly(expected, within(1e-5));
      }
    }
  }

  @Test
  void natsAreThoseOfTheLibrary() {
    List<Row> rows = rows(new SubtextScore().setSamples(5).setModel(SHIPPED.toString()));
    try (Model model = Model.load(SHIPPED)) {
      Score score = new Score(model);
      for (Row row : rows.subList(0, 10)) {
        Score.Request alone = new Score.Request(List.of(row.getString(0)), 5, 1);
        double expected = score.score(alone).getFirst().nats();
        assertThat(row.getDouble(1)).isCloseTo(expected, within(1e-4));
      }
    }
  }

  @Test
  void labelsAreThoseOfTheLibrary() {
    Path folderOfModel = UntrainedModels.classifier(folder);
    List<Row> rows = rows(new SubtextClassify().setModel(folderOfModel.toString()));
    try (Model model = Model.load(folderOfModel)) {
      Classify classify = new Classify(model);
      for (Row row : rows) {
        Classify.Labelled expected = classify.classify(List.of(row.getString(0))).getFirst();
        Row found = row.getStruct(1);
        assertThat(found.getString(0)).isEqualTo(expected.label());
        assertThat(found.getDouble(1)).isCloseTo(expected.probability(), within(1e-5));
      }
    }
  }

  @Test
  void translationsAreThoseOfTheLibrary() {
    Path folderOfModel = UntrainedModels.translator(folder);
    List<Row> rows = rows(new SubtextTranslate().setModel(folderOfModel.toString()));
    try (Model model = Model.load(folderOfModel)) {
      Translate translate = new Translate(model);
      for (Row row : rows.subList(0, 20)) {
        assertThat(row.getString(1)).isEqualTo(translate.translate(row.getString(0)));
      }
    }
  }

  @Test
  void topicsAreThoseOfTheLibrary() {
    Path folderOfModel = UntrainedModels.topics(folder);
    List<Row> rows = rows(new SubtextTopics().setModel(folderOfModel.toString()));
    try (Model model = Model.load(folderOfModel)) {
      Topics topics = new Topics(model);
      for (Row row : rows) {
        Topics.Document expected = topics.documents(List.of(row.getString(0))).getFirst();
        assertThat(((Vector) row.get(1)).toArray())
            .containsExactly(SubtextEncode.doubles(expected.shares()), within(1e-5));
      }
    }
  }

  @Test
  void sentencesOfASeedAreThoseOfTheLibraryInWhateverParts() {
    Dataset<Row> numbers = session.range(0, 25, 1, 3).toDF("number");
    Dataset<Row> made =
        new SubtextGenerate().setSeed(7).setModel(SHIPPED.toString()).transform(numbers);
    List<Row> rows = made.orderBy("number").collectAsList();
    try (Model model = Model.load(SHIPPED)) {
      assertThat(rows)
          .extracting(row -> row.getString(1))
          .isEqualTo(new Generate(model).sentences(25, 7));
    }
  }

  @Test
  void whereThereIsNoTextThereIsNoResult() {
    List<Row> rows =
        List.of(
            RowFactory.create("the cat sees"),
            RowFactory.create(new @Nullable Object[] {null}),
            RowFactory.create("  "));
    Dataset<Row> own =
        session.createDataFrame(rows, new StructType().add("text", DataTypes.StringType));
    Path model = UntrainedModels.classifier(folder);
    List<Row> labels =
        new SubtextClassify().setModel(model.toString()).transform(own).collectAsList();
    assertThat(labels).extracting(row -> row.isNullAt(1)).containsExactly(false, true, true);
  }

  @Test
  void aPipelineOfTheExampleGroupsItsTextsAndIsAsItWasWhenItIsLoaded() throws Exception {
    String source = folder.resolve("reviews.parquet").toString();
    String grouped = folder.resolve("grouped").toString();
    String saved = folder.resolve("grouping").toString();
    table.write().parquet(source);
    ClusterReviews.main(new String[] {SHIPPED.toString(), source, grouped, saved});
    Dataset<Row> found = session.read().parquet(grouped);
    assertThat(found.count()).isEqualTo(ROWS);
    assertThat(found.select("group").distinct().count()).isEqualTo(2);
    Dataset<Row> again = PipelineModel.load(saved).transform(session.read().parquet(source));
    assertThat(again.select("text", "group").collectAsList())
        .containsExactlyInAnyOrderElementsOf(found.select("text", "group").collectAsList());
  }

  @Test
  void theDocumentQuotesTheExample() throws Exception {
    String example = Files.readString(Path.of("src/test/java/examples/ClusterReviews.java"));
    String document = Files.readString(Path.of("../docs/spark.md"));
    Matcher quoted = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(document);
    assertThat(quoted.find()).isTrue();
    assertThat(example.replaceAll("\\s+", " "))
        .contains(quoted.group(1).strip().replaceAll("\\s+", " "));
  }

  @Test
  void aStageKeepsItsParamsWhenItIsSaved() throws Exception {
    String saved = folder.resolve("stage").toString();
    SubtextScore stage = new SubtextScore().setSamples(3).setSeed(9);
    stage.setModel("models/own").setInputCol("review").setOutputCol("surprise").setBatchSize(8);
    stage.write().save(saved);
    SubtextScore loaded = SubtextScore.load(saved);
    assertThat(loaded.explainParams()).isEqualTo(stage.explainParams());
    assertThat(loaded.uid()).isEqualTo(stage.uid());
    assertThat(loaded.answering()).isEqualTo(stage.answering());
  }

  @Test
  void verbsAreFunctionsOfSql() {
    SubtextFunctions.register(session, SHIPPED.toString());
    table.createOrReplaceTempView("reviews");
    Row row =
        session
            .sql("SELECT text, subtext_encode(text), subtext_score(text) FROM reviews LIMIT 1")
            .first();
    try (Model model = Model.load(SHIPPED)) {
      String text = row.getString(0);
      double[] expected = SubtextEncode.doubles(new Encode(model).vector(text));
      assertThat(((Vector) row.get(1)).toArray()).containsExactly(expected, within(1e-5));
      assertThat(row.getDouble(2)).isCloseTo(new Score(model).nats(text), within(1e-4));
    }
  }

  @Test
  void whatIsMissingIsSaidBeforeAnythingIsComputed() {
    SubtextTransformer stage = new SubtextEncode().setModel(SHIPPED.toString());
    assertThatThrownBy(() -> stage.copy(stage.extractParamMap()).transform(table.toDF("review")))
        .isInstanceOf(InputException.class)
        .hasMessage("no column is named text; the table has review");
    assertThatThrownBy(
            () ->
                stage
                    .copy(stage.extractParamMap())
                    .transform(table.withColumn("Vector", table.col("text"))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has a column vector already");
    assertThatThrownBy(() -> new SubtextEncode().setModel("nowhere").transform(table))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("nowhere does not exist");
    assertThatThrownBy(() -> new SubtextEncode().transform(table))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("which model?");
  }

  @Test
  void aModelOfAnotherFamilyIsRefused() {
    SubtextTransformer stage = new SubtextTranslate().setModel(SHIPPED.toString());
    assertThatThrownBy(() -> stage.transform(table).count())
        .hasStackTraceContaining("does not translate");
  }
}
