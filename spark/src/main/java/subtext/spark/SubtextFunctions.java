package subtext.spark;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.jspecify.annotations.Nullable;

/**
 * Verbs as functions of Spark SQL: {@code SELECT text, subtext_score(text) AS nats FROM reviews}.
 * They ask the model row by row, which suits a look at some rows; over a whole corpus take a {@link
 * SubtextTransformer}, which puts many texts through the network at once.
 */
public final class SubtextFunctions {
  private SubtextFunctions() {}

  /**
   * Registers {@code subtext_encode}, {@code subtext_score}, {@code subtext_classify}, {@code
   * subtext_translate} and {@code subtext_topics} over texts, and {@code subtext_generate} over
   * numbers. Those that the model is not made for fail when they are asked.
   *
   * @param model folder of a model or a run, on any file system
   * @throws subtext.error.InputException if there is none
   */
  public static void register(SparkSession session, String model) {
    register(session, model, "subtext");
  }

  /** The same with names that begin otherwise, for a second model. */
  public static void register(SparkSession session, String model, String prefix) {
    Storage storage = new Storage(session.sparkContext().hadoopConfiguration());
    ModelAddress address = ModelAddress.find(storage, model);
    register(session, prefix + "_encode", address, new SubtextEncode().answering());
    register(session, prefix + "_score", address, new SubtextScore().answering());
    register(session, prefix + "_classify", address, new SubtextClassify().answering());
    register(session, prefix + "_translate", address, new SubtextTranslate().answering());
    register(session, prefix + "_topics", address, new SubtextTopics().answering());
    register(session, prefix + "_generate", address, new SubtextGenerate().answering());
  }

  private static void register(
      SparkSession session, String name, ModelAddress model, Answering answering) {
    UDF1<@Nullable Object, @Nullable Object> function =
        value -> {
          boolean blank = value instanceof String text && text.isBlank();
          if (value == null || (blank && !answering.takesBlank())) {
            return null;
          }
          try (SharedModels.Lease lease = SharedModels.lease(model)) {
            return lease.verb(answering).answer(List.of(value))[0];
          }
        };
    session.udf().register(name, function, answering.type());
  }
}
