package subtext.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import subtext.data.DataFolders;
import subtext.recipe.Recipe;
import subtext.train.StepReport;
import subtext.train.Training;
import subtext.train.TrainingListener;

/**
 * The whole trainer on a corpus: it learns a vocabulary, writes the token cache and takes steps
 * with batches from it, with journal and checkpoints.
 *
 * @param sentences of the training split
 * @param tokens of the training split
 * @param tokenisingSeconds from the file of text to the mapped caches of all splits, the network's
 *     initial weights included
 * @param anonymousBytes resident at the last step, without the pages of mapped files, which the
 *     system takes back when it needs them
 */
record CorpusRun(
    long sentences,
    long tokens,
    double tokenisingSeconds,
    long anonymousBytes,
    Measurement training) {

  /**
   * Trains on the file {@code job.settings().data()} for as long as the job says, or for an epoch.
   */
  static CorpusRun measure(Job job) {
    ResidentMemory.resetPeak();
    long base = ResidentMemory.now();
    Watch watch = new Watch(job);
    Recipe recipe = Recipe.of(recipe(job.workload()));
    DataFolders folders =
        new DataFolders(
            Objects.requireNonNull(job.settings().data()),
            null,
            job.settings().home().resolve("data"));
    long start = System.nanoTime();
    Path run = job.folder().resolve("run");
    try (Training training = Training.begin(recipe, folders, run, null, watch)) {
      double tokenising = (System.nanoTime() - start) / 1e9;
      watch.training = training;
      training.train();
      return new CorpusRun(
          training.dataset().train().size(),
          training.dataset().train().tokens(),
          tokenising,
          watch.anonymous,
          watch.measurement(base));
    }
  }

  /** The recipe of {@code sizes}, with a validation that takes no time to speak of. */
  private static List<String> recipe(Workload sizes) {
    String network =
        "{kind: lstm, embedding: %d, hidden: %d".formatted(sizes.embedding(), sizes.hidden());
    return List.of(
        "data.validShare=0.001",
        "data.testShare=0",
        "tokens.kind=whitespace",
        "tokens.minCount=1",
        "tokens.vocabulary=" + sizes.vocabulary(),
        "model.latent=" + sizes.latent(),
        "model.encoder=" + network + "}",
        "model.decoder="
            + network
            + ", inputDropout: %s, outputDropout: %<s}".formatted(sizes.dropout()),
        "train.epochs=1",
        "train.batch=" + sizes.batch(),
        "train.precision=bfloat16",
        "train.clip=" + Step.CLIP,
        "train.optimizer={kind: sgd, learningRate: " + Step.RATE + "}",
        "train.validationSentences=32",
        "train.iwaeSamples=1");
  }

  /** Counts the steps after warming up, and stops the training when it has gone on long enough. */
  private static final class Watch implements TrainingListener {
    private final Job job;
    private @Nullable Training training;
    private long start;
    private double passed;
    private long steps;
    private long sentences;
    private long tokens;
    private double loss;
    private long anonymous;

    Watch(Job job) {
      this.job = job;
    }

    @Override
    public void step(Progress progress, StepReport report) {
      long now = System.nanoTime();
      if (progress.step() <= job.warmup()) {
        start = now;
        return;
      }
      loss = steps == 0 ? report.loss() : loss;
      steps++;
      sentences += report.sentences();
      tokens += report.tokens();
      passed = (now - start) / 1e9;
      if (passed >= job.settings().seconds() && training != null) {
        anonymous = ResidentMemory.anonymous();
        training.stop();
      }
    }

    @Override
    public void epoch(Progress progress, Map<String, Double> figures) {
      anonymous = ResidentMemory.anonymous();
    }

    Measurement measurement(long base) {
      return new Measurement(tokens, sentences, passed, steps, ResidentMemory.peak(), base, loss);
    }
  }
}
