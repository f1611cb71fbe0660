package subtext.train;

import java.nio.file.Path;
import java.util.Map;
import subtext.data.DataConfig;
import subtext.data.DataFolders;
import subtext.data.Portion;
import subtext.eval.Judge;
import subtext.eval.Perplexity;
import subtext.model.TextModel;
import subtext.recipe.Recipe;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;
import subtext.tensor.TensorData;
import subtext.text.Columns;
import subtext.text.Tokenizer;

/**
 * The perplexity of real text under a language model that was trained on samples alone: it is high
 * where samples miss part of what there is, however fluent they are (Zhao et al. 2018,
 * "Adversarially regularized autoencoders").
 *
 * @param recipe of the judge, whose architecture and training are taken over; not its data
 * @param tokenizer of the judge, so that both perplexities are of the same tokens
 */
public record ReversePerplexity(Recipe recipe, Tokenizer tokenizer, TrainingListener listener) {

  /**
   * Trains from initial weights and reads {@code real}.
   *
   * @param samples a text file, one a line
   * @param run folder of the training, which is not there yet
   * @throws subtext.error.InputException if there are too few samples to train and validate on
   */
  public Perplexity measure(Path samples, Portion real, Path run) {
    Recipe onSamples = recipe.with(data(samples), tokenizer.config());
    Training.Start start = new Training.Start(tokenizer, initialWeights());
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
        usual.validShare(),
        0,
        usual.splitSeed(),
        usual.maxLineBytes());
  }

  private Map<String, TensorData> initialWeights() {
    Parameters parameters = new Parameters(Device.CPU, DType.F32, recipe.train().seed());
    try (Scope scope = Scope.open();
        TextModel network =
            TextModel.create(recipe.task(), recipe.model(), tokenizer.size(), parameters)) {
      return network.parameters().toData();
    }
  }
}
