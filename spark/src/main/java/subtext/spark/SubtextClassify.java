package subtext.spark;

import java.util.List;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import subtext.use.Classify;
import subtext.use.Model;

/**
 * Texts to their labels: a column with the fields {@code label}, its calibrated {@code probability}
 * and {@code unfamiliar}, whether no letter of the text was met in training. Null for a blank text.
 */
public final class SubtextClassify extends SubtextTransformer {
  private static final long serialVersionUID = 1;

  public SubtextClassify() {
    this(Identifiable.randomUID("subtextClassify"));
  }

  /** A stage of that name. */
  public SubtextClassify(String uid) {
    super(uid, "class");
  }

  record Label() implements Answering {
    @Override
    public DataType type() {
      return new StructType()
          .add("label", DataTypes.StringType)
          .add("probability", DataTypes.DoubleType)
          .add("unfamiliar", DataTypes.BooleanType);
    }

    @Override
    public boolean takesBlank() {
      return false;
    }

    @Override
    public Answerer with(Model model) {
      Classify classify = new Classify(model);
      return values -> {
        List<String> texts = Answering.texts(values);
        return classify.classify(texts, new long[texts.size()]).stream()
            .map(each -> RowFactory.create(each.label(), each.probability(), each.unfamiliar()))
            .toArray();
      };
    }
  }

  @Override
  Answering answering() {
    return new Label();
  }

  /** What loads one that was saved. */
  public static MLReader<SubtextClassify> read() {
    return new DefaultParamsReader<>();
  }

  /** Loads one that was saved. */
  public static SubtextClassify load(String path) {
    return read().load(path);
  }

  /** The application {@code classify}. */
  public static void main(String[] words) {
    BatchApplication.main("classify", new SubtextClassify(), words);
  }
}
