package subtext.spark;

import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.DataType;
import subtext.use.Model;
import subtext.use.Topics;

/** Documents to the shares of their topics: a column of vectors of Spark ML, which add up to 1. */
public final class SubtextTopics extends SubtextTransformer {
  private static final long serialVersionUID = 1;

  public SubtextTopics() {
    this(Identifiable.randomUID("subtextTopics"));
  }

  /** A stage of that name. */
  public SubtextTopics(String uid) {
    super(uid, "topics");
  }

  record TopicShares() implements Answering {
    @Override
    public DataType type() {
      return SQLDataTypes.VectorType();
    }

    @Override
    public Answerer with(Model model) {
      Topics topics = new Topics(model);
      return values ->
          topics.documents(Answering.texts(values)).stream()
              .map(document -> Vectors.dense(SubtextEncode.doubles(document.shares())))
              .toArray();
    }
  }

  @Override
  Answering answering() {
    return new TopicShares();
  }

  /** What loads one that was saved. */
  public static MLReader<SubtextTopics> read() {
    return new DefaultParamsReader<>();
  }

  /** Loads one that was saved. */
  public static SubtextTopics load(String path) {
    return read().load(path);
  }

  /** The application {@code topics}. */
  public static void main(String[] words) {
    BatchApplication.main("topics", new SubtextTopics(), words);
  }
}
