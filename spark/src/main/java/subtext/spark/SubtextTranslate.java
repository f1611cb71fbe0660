package subtext.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import subtext.use.Model;
import subtext.use.Translate;

/** Texts to their best translations. Null for a text without a token. */
public final class SubtextTranslate extends SubtextTransformer {
  private static final long serialVersionUID = 1;

  public SubtextTranslate() {
    this(Identifiable.randomUID("subtextTranslate"));
  }

  /** A stage of that name. */
  public SubtextTranslate(String uid) {
    super(uid, "translation");
  }

  record Best() implements Answering {
    @Override
    public DataType type() {
      return DataTypes.StringType;
    }

    @Override
    public Answerer with(Model model) {
      Translate translate = new Translate(model);
      return values -> {
        @Nullable Object[] found = new Object[values.size()];
        List<String> texts = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place < found.length; place++) {
          String text = (String) values.get(place);
          if (model.tokenizer().encode(text).length > 0) {
            texts.add(text);
            places.add(place);
          }
        }
        List<Translate.Translation> all = translate.translate(Translate.Request.of(texts));
        for (int n = 0; n < all.size(); n++) {
          found[places.get(n)] = all.get(n).candidates().getFirst().text();
        }
        return found;
      };
    }
  }

  @Override
  Answering answering() {
    return new Best();
  }

  /** What loads one that was saved. */
  public static MLReader<SubtextTranslate> read() {
    return new DefaultParamsReader<>();
  }

  /** Loads one that was saved. */
  public static SubtextTranslate load(String path) {
    return read().load(path);
  }

  /** The application {@code translate}. */
  public static void main(String[] words) {
    BatchApplication.main("translate", new SubtextTranslate(), words);
  }
}
