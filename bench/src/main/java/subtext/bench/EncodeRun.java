package subtext.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import subtext.data.FeatureReader;
import subtext.features.MiniLm;
import subtext.latent.SamplingPrior;
import subtext.model.ModelSpec;
import subtext.model.Task;
import subtext.objective.OperatingPoint;
import subtext.tensor.Device;
import subtext.tensor.Precision;
import subtext.tensor.Torch;
import subtext.text.Normalization;
import subtext.text.TokenKind;
import subtext.text.Tokenizer;
import subtext.text.Tokenizers;
import subtext.text.TokensConfig;
import subtext.use.Encode;
import subtext.use.Model;

/**
 * The encoders of one process, measured one after the other.
 *
 * @param sentences that there are to encode
 */
record EncodeRun(int sentences, List<Speed> speeds) {
  static final String RANDOM = "random";
  static final String MODEL = "model";
  static final String MINI_LM = "minilm";
  static final String BFLOAT16 = "-bfloat16";
  static final List<String> KEYS =
      List.of(RANDOM, RANDOM + BFLOAT16, MODEL, MODEL + BFLOAT16, MINI_LM);

  /** Sentences of a call. */
  private static final int CALL = 256;

  private static final int SINGLES = 32;
  private static final int LONGEST = 200;

  /**
   * How fast one of them is.
   *
   * @param dimensions of a vector
   * @param together sentences a second, {@link #CALL} a call
   * @param alone sentences a second, one a call
   * @param spearman with the scores of STS-B; null where there are none or the weights are random
   */
  record Speed(
      String key,
      String name,
      int dimensions,
      double together,
      double alone,
      @Nullable Double spearman) {}

  private interface Encoder {
    float[][] vectors(List<String> sentences);
  }

  static EncodeRun measure(Job job) {
    SentencePairs pairs = SentencePairs.read(job.settings().home(), job.settings().data());
    List<Speed> speeds = new ArrayList<>();
    if (job.settings().wants(RANDOM) || job.settings().wants(RANDOM + BFLOAT16)) {
      try (Model model = random(job.workload(), pairs.sentences())) {
        ours(job, RANDOM, "subtext, random weights", model, pairs, speeds);
      }
    }
    if (job.settings().wants(MODEL) || job.settings().wants(MODEL + BFLOAT16)) {
      for (Path folder : job.settings().models()) {
        try (Model model = Model.load(folder)) {
          ours(job, MODEL, "subtext, " + model.spec().name(), model, pairs, speeds);
        }
      }
    }
    if (job.settings().wants(MINI_LM)) {
      try (FeatureReader reader = new MiniLm().open(Torch.threads())) {
        speeds.add(speed(job, MINI_LM, "all-MiniLM-L6-v2 float32", reader::read, pairs));
      }
    }
    return new EncodeRun(pairs.sentences().size(), speeds);
  }

  /** A network of the workload's sizes, whose words are those of {@code sentences}. */
  private static Model random(Workload asked, List<String> sentences) {
    TokensConfig config =
        new TokensConfig(TokenKind.WORD, asked.vocabulary(), 1, LONGEST, Normalization.DEFAULT);
    Tokenizer tokenizer = Tokenizers.train(config, sentences.stream());
    Workload sizes = asked.withVocabulary(tokenizer.size());
    ModelSpec spec =
        new ModelSpec(
            RANDOM,
            Task.SENTENCE,
            "en",
            tokenizer.config(),
            sizes.model(),
            tokenizer.size(),
            List.of(),
            OperatingPoint.DENSITY,
            SamplingPrior.STANDARD,
            1,
            Map.of());
    return new Model(spec, tokenizer, sizes.network(), null);
  }

  private static void ours(
      Job job, String key, String name, Model model, SentencePairs pairs, List<Speed> speeds) {
    Encode encode = new Encode(model);
    Encoder encoder =
        sentences ->
            encode.encode(sentences).stream().map(Encode.Encoding::mean).toArray(float[][]::new);
    SentencePairs unscored =
        key.equals(RANDOM) ? new SentencePairs(pairs.sentences(), null) : pairs;
    if (job.settings().wants(key)) {
      speeds.add(speed(job, key, name + ", float32", encoder, unscored));
    }
    if (job.settings().wants(key + BFLOAT16) && Precision.BFLOAT16.isSuitedTo(Device.CPU)) {
      Encoder halved =
          sentences -> Precision.BFLOAT16.run(model.device(), () -> encoder.vectors(sentences));
      speeds.add(speed(job, key + BFLOAT16, name + ", bfloat16", halved, unscored));
    }
  }

  private static Speed speed(
      Job job, String key, String name, Encoder encoder, SentencePairs pairs) {
    List<String> all = pairs.sentences();
    float[][] vectors = encoder.vectors(all); // of random weights, too: all begin as warm
    double spearman = pairs.scores() == null ? Double.NaN : pairs.correlation(vectors);
    int calls = Math.max(1, all.size() / CALL);
    int dimensions = vectors[0].length;
    Measurement together =
        Measurement.of(
            number -> {
              int from = (int) (number % calls) * CALL;
              return call(encoder, all.subList(from, Math.min(from + CALL, all.size())));
            },
            1,
            job.settings().seconds());
    Measurement alone =
        Measurement.of(
            number -> {
              int at = (int) (number % all.size());
              return call(encoder, all.subList(at, at + 1));
            },
            SINGLES,
            job.settings().seconds());
    return new Speed(
        key,
        name,
        dimensions,
        together.sentencesPerSecond(),
        alone.sentencesPerSecond(),
        Double.isNaN(spearman) ? null : spearman);
  }

  private static Measurement.Done call(Encoder encoder, List<String> sentences) {
    return new Measurement.Done(0, encoder.vectors(sentences).length, 0);
  }
}
