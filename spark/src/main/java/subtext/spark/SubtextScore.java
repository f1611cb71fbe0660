package subtext.spark;

import java.util.List;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import subtext.use.Model;
import subtext.use.Score;

/** Texts to their nats, a bound on -log p(x): what is unusual in a corpus has many. */
public final class SubtextScore extends SubtextTransformer {
  private static final long serialVersionUID = 1;

  private final IntParam samples =
      new IntParam(
          this,
          "samples",
          "k of the importance-weighted bound; 0 for the negative ELBO",
          ParamValidators.gtEq(0));
  private final LongParam seed = new LongParam(this, "seed", "of the draws of z");

  public SubtextScore() {
    this(Identifiable.randomUID("subtextScore"));
  }

  /** A stage of that name. */
  public SubtextScore(String uid) {
    super(uid, "nats");
    setDefault(samples, 50);
    setDefault(seed, 1L);
  }

  record Nats(int samples, long seed) implements Answering {
    @Override
    public DataType type() {
      return DataTypes.DoubleType;
    }

    @Override
    public Answerer with(Model model) {
      Score score = new Score(model);
      return values -> {
        List<String> texts = Answering.texts(values);
        return score.score(new Score.Request(texts, samples, seed), new long[texts.size()]).stream()
            .map(Score.Scored::nats)
            .toArray();
      };
    }
  }

  public IntParam samples() {
    return samples;
  }

  public LongParam seed() {
    return seed;
  }

  /** Says how many draws of z bound the likelihood; 0 for the negative ELBO. */
  public SubtextScore setSamples(int count) {
    set(samples, count);
    return this;
  }

  /** Says which draws. */
  public SubtextScore setSeed(long value) {
    set(seed, value);
    return this;
  }

  @Override
  Answering answering() {
    return new Nats((Integer) getOrDefault(samples), (Long) getOrDefault(seed));
  }

  /** What loads one that was saved. */
  public static MLReader<SubtextScore> read() {
    return new DefaultParamsReader<>();
  }

  /** Loads one that was saved. */
  public static SubtextScore load(String path) {
    return read().load(path);
  }

  /** The application {@code score}. */
  public static void main(String[] words) {
    BatchApplication.main("score", new SubtextScore(), words);
  }
}
