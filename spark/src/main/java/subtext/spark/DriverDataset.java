package subtext.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import subtext.data.Dataset;
import subtext.model.Task;
import subtext.recipe.Recipe;
import subtext.store.TemporaryFolder;
import subtext.text.Tokenizer;
import subtext.train.Training;

/** What the driver has to know of the texts before a training begins. */
final class DriverDataset {
  private DriverDataset() {}

  /**
   * The recipe with every value resolved; of what was prepared nothing is left on this machine.
   * Only where classes have to be counted is all of it looked at.
   */
  static Recipe resolve(
      RunStorage run, Recipe recipe, TrainingText.Drawn drawn, Prepared prepared) {
    try (TemporaryFolder folder = TemporaryFolder.make(Sessions.scratch(), "subtext-prepared-")) {
      Tokenizer tokenizer = Preparation.fetchTokenizer(run.storage(), run.data(), folder.path());
      int labels = 0;
      if (recipe.task() == Task.CLASSIFY) {
        Dataset all = Preparation.fetch(run.storage(), run.data(), prepared, folder.path());
        labels = Training.classes(recipe, drawn.splits(), all).size();
      }
      return Training.resolved(recipe, tokenizer.config(), labels);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
