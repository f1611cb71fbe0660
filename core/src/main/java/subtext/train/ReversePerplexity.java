package subtext.train;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import subtext.data.DataConfig;
import subtext.data.DataFolders;
import subtext.data.Portion;
import subtext.data.Sources;
import subtext.data.Splits;
import subtext.eval.Judge;
import subtext.eval.Perplexity;
import subtext.recipe.Recipe;
import subtext.text.Columns;
import subtext.text.Line;
import subtext.text.Tokenizer;

/**
 * The perplexity of real text under a language model that was trained on samples alone: it is high
 * where samples miss part of what there is, however fluent they are (Zhao et al. 2018,
 * "Adversarially regularized autoencoders").
 *
 * <p>Training may take as many steps as the judge's did: with as many epochs, it would end before
 * it has learnt what is in few samples, and the figure would say how short it was.
 *
 * @param recipe of the judge, whose architecture and training are taken over; not its data
 * @param steps that the judge was trained for; the epochs of its recipe are the least
 * @param tokenizer of the judge, so that both perplexities are of the same tokens
 */
public record ReversePerplexity(
    Recipe recipe, long steps, Tokenizer tokenizer, TrainingListener listener) {
  /** Samples below which there is too little to train and to validate on. */
  public static final int LEAST_SAMPLES = 100;

  /**
   * Trains from initial weights and reads {@code real}.
   *
   * @param samples a text file, one a line
   * @param run folder of the training, which is not there yet
   * @throws subtext.error.InputException if there are too few samples to train and validate on
   */
  public Perplexity measure(Path samples, Portion real, Path run) {
    DataConfig data = data(samples);
    Recipe onSamples =
        recipe.with(List.of("train.epochs=" + epochs(data))).with(data, tokenizer.config());
    Training.Start start = new Training.Start(tokenizer, null);
    try (Training training =
        Training.begin(onSamples, DataFolders.standard(null), run, start, listener)) {
      training.train();
      return new Judge(training.network(), tokenizer, run).read(real);
    }
  }

  private static DataConfig data(Path samples) {
    DataConfig usual = DataConfig.DEFAULT;
    return new DataConfig(
        null,
        samples.toString(),
        null,
        null,
        Columns.FIRST.text(),
        Columns.NONE,
        Columns.NONE,
        Columns.NONE,
        usual.validShare(),
        0,
        usual.together(),
        usual.splitSeed(),
        usual.maxLineBytes(),
        null,
        0,
        usual.labelSeed());
  }

  /** Passes over the samples that together have as many steps as the judge's training. */
  private int epochs(DataConfig data) {
    Splits splits = Splits.of(data, Sources.find(data, DataFolders.standard(null)));
    try (Stream<Line> lines = splits.train().lines()) {
      long batches = Math.max(1, Math.ceilDiv(lines.count(), recipe.train().batch()));
      return Math.clamp(Math.ceilDiv(steps, batches), recipe.train().epochs(), Integer.MAX_VALUE);
    }
  }
}
