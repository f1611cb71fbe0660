package subtext.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import subtext.error.InputException;
import subtext.eval.GenerationSettings;
import subtext.recipe.Recipe;
import subtext.store.MetricsLog;
import subtext.store.RunFolder;
import subtext.train.ReversePerplexity;
import subtext.use.Model;

/** Whether it is measured how a model writes, and how. */
final class GenerationOptions {
  @Option(
      names = "--generation",
      description =
          "Measure how the model writes, too: diversity of new sentences, copies, reconstructions,"
              + " interpolations.")
  private boolean generation;

  @Option(
      names = "--judge",
      paramLabel = "RUN",
      description =
          "With --generation: the run of a language model that reads the samples (forward"
              + " perplexity); another like it is trained on them and reads the texts (reverse"
              + " perplexity). With --rewrite it reads the rewritten texts.")
  private @Nullable String judge;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description =
          "With --generation: how many new sentences. Default: 10000; with --judge at least "
              + ReversePerplexity.LEAST_SAMPLES
              + ".")
  private @Nullable Integer samples;

  /**
   * The language model that reads, and how it was trained.
   *
   * @param steps that its training took
   */
  record Reader(Model model, Recipe recipe, long steps) implements AutoCloseable {
    @Override
    public void close() {
      model.close();
    }
  }

  /**
   * What to measure; null if it is not asked for.
   *
   * @param rewriting whether the judge has rewritten texts to read, too
   * @throws InputException if it is not asked for and yet said how, or a judge would have too
   *     little to train on
   */
  @Nullable GenerationSettings settings(long seed, boolean rewriting) {
    if (!generation) {
      if ((judge != null && !rewriting) || samples != null) {
        throw new InputException(
            "--judge and --samples say how to measure: give --generation, too");
      }
      return null;
    }
    if (judge != null && samples != null && samples < ReversePerplexity.LEAST_SAMPLES) {
      throw new InputException(
          "--samples: %d are too few for --judge, which trains on them; give %d or more"
              .formatted(samples, ReversePerplexity.LEAST_SAMPLES));
    }
    GenerationSettings usual = GenerationSettings.DEFAULT;
    return new GenerationSettings(
        samples == null ? usual.samples() : samples,
        usual.reconstructions(),
        usual.pairs(),
        usual.steps(),
        seed);
  }

  /**
   * Loads the judge; null if there is none.
   *
   * @throws InputException if it is not the run of a language model
   */
  @Nullable Reader reader(Subtext subtext) throws IOException {
    if (judge == null) {
      return null;
    }
    Path folder = ModelArgument.find(subtext, judge);
    RunFolder run = RunFolder.open(folder);
    Recipe recipe = Recipe.read(run.recipe(), List.of());
    List<MetricsLog.Row> rows = MetricsLog.read(run.metrics());
    long steps = rows.isEmpty() ? 0 : rows.getLast().step();
    return new Reader(ModelArgument.languageModel("--judge", folder), recipe, steps);
  }
}
