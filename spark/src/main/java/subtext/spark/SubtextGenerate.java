package subtext.spark;

import java.util.List;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import subtext.use.Generate;
import subtext.use.Model;
import subtext.use.Writing;

/**
 * Numbers to new sentences: that of number n, from 0, is the one that {@code subtext generate}
 * writes behind n others by the same seed.
 */
public final class SubtextGenerate extends SubtextTransformer {
  private static final long serialVersionUID = 1;

  private final LongParam seed = new LongParam(this, "seed", "of the draws of z and of words");

  public SubtextGenerate() {
    this(Identifiable.randomUID("subtextGenerate"));
  }

  /** A stage of that name. */
  public SubtextGenerate(String uid) {
    super(uid, "sentence");
    setDefault(inputCol(), "number");
    setDefault(seed, 1L);
  }

  record Sentence(long seed) implements Answering {
    @Override
    public DataType type() {
      return DataTypes.StringType;
    }

    @Override
    public boolean ofNumbers() {
      return true;
    }

    @Override
    public Answerer with(Model model) {
      Generate generate = new Generate(model);
      Generate.Request usual =
          new Generate.Request(1, Writing.DEFAULT.with(seed), /* prior= */ null, false);
      generate.generate(usual); // which says so if the model writes nothing
      return values -> {
        Object[] found = new Object[values.size()];
        int end;
        for (int from = 0; from < found.length; from = end) {
          end = endOfRun(values, from);
          List<Generate.Sample> run =
              generate.generate(
                  new Generate.Request(end - from, usual.writing(), usual.prior(), false),
                  number(values, from));
          for (int n = from; n < end; n++) {
            found[n] = run.get(n - from).text();
          }
        }
        return found;
      };
    }

    /** Where the numbers that follow one another end. */
    private static int endOfRun(List<Object> numbers, int from) {
      int end = from + 1;
      while (end < numbers.size() && number(numbers, end) == number(numbers, end - 1) + 1) {
        end++;
      }
      return end;
    }

    private static long number(List<Object> numbers, int place) {
      return ((Number) numbers.get(place)).longValue();
    }
  }

  public LongParam seed() {
    return seed;
  }

  /** Says which sentences. */
  public SubtextGenerate setSeed(long value) {
    set(seed, value);
    return this;
  }

  @Override
  Answering answering() {
    return new Sentence((Long) getOrDefault(seed));
  }

  /** What loads one that was saved. */
  public static MLReader<SubtextGenerate> read() {
    return new DefaultParamsReader<>();
  }

  /** Loads one that was saved. */
  public static SubtextGenerate load(String path) {
    return read().load(path);
  }

  /** The application {@code generate}. */
  public static void main(String[] words) {
    BatchApplication.main("generate", new SubtextGenerate(), words);
  }
}
