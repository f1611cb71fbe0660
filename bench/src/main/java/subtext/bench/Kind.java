package subtext.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What can be measured. Another kind is a constant here and its list of variants. */
public enum Kind {
  /** Steps of gradient descent. */
  TRAIN,
  /** Greedy writing from given latent vectors. */
  GENERATE,
  /** Training on scores of many words, for what it needs at the most. */
  MEMORY,
  /** How training goes on, beside float32 and PyTorch from the same weights. */
  CURVES,
  /** Sentences to vectors, beside a pretrained encoder. */
  ENCODE,
  /** What frozen vectors of sentences are worth, beside pretrained ones. */
  REPRESENT,
  /** Training with more threads, words, dimensions and text. */
  SCALE,
  /** From the shell to a result. */
  START,
  /** Topics of documents, beside those of LDA. */
  TOPICS;

  /** Scores of a batch that takes seconds. */
  private static final double LARGE = 2e7;

  /** As the command line spells it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Runs of everything, where nothing else is asked for. */
  public int rounds() {
    return this == START ? 5 : 3;
  }

  /**
   * Measures.
   *
   * @param progress takes a line for people, now and then
   * @throws subtext.error.InputException for a size or a variant that does not exist
   * @throws IOException where a child process fails
   */
  public Result measure(Settings settings, Consumer<String> progress) throws IOException {
    return switch (this) {
      case TRAIN, GENERATE, MEMORY -> new Benchmark(this, settings, progress).run();
      case CURVES -> new CurvesBenchmark(settings, progress).run();
      case ENCODE -> new EncodeBenchmark(settings, progress).run();
      case REPRESENT -> new RepresentBenchmark(settings, progress).run();
      case SCALE -> new ScaleBenchmark(settings, progress).run();
      case START -> new StartBenchmark(settings, progress).run();
      case TOPICS -> new TopicsBenchmark(settings, progress).run();
    };
  }

  Workload workload() {
    return this == MEMORY ? Workload.MEMORY : Workload.PTB;
  }

  /**
   * Steps before measuring: enough for pools, caches and Java's compiler, few where a step takes
   * seconds.
   */
  int warmup(Workload workload) {
    if (this == GENERATE) {
      return 20;
    }
    boolean large = (double) workload.length() * workload.batch() * workload.vocabulary() > LARGE;
    return large ? 3 : 60;
  }

  /**
   * Every variant, the one that others are compared with first; none where a kind has no variants
   * of the same work.
   */
  List<Variant> variants(Variants variants) {
    return switch (this) {
      case TRAIN -> variants.train();
      case GENERATE -> variants.generate();
      case MEMORY -> variants.memory();
      case CURVES, ENCODE, REPRESENT, SCALE, START, TOPICS -> List.of();
    };
  }

  /** GFLOP of what {@code measurement} has done. */
  double gigaflop(Workload workload, Measurement measurement) {
    long tokens = measurement.tokens();
    long sentences = measurement.sentences();
    return 1e-9
        * switch (this) {
          case TRAIN, MEMORY, SCALE -> FlopCount.training(workload, tokens, sentences);
          case GENERATE -> FlopCount.writing(workload, tokens, sentences);
          case CURVES, ENCODE, REPRESENT, START, TOPICS -> 0;
        };
  }
}
