package subtext.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import subtext.data.Dataset;
import subtext.model.Task;
import subtext.recipe.Recipe;
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
    try {
      Path folder = Files.createTempDirectory("subtext-prepared-");
      try {
        Tokenizer tokenizer = Preparation.fetchTokenizer(run.storage(), run.data(), folder);
        int labels = 0;
        if (recipe.task() == Task.CLASSIFY) {
          Dataset all = Preparation.fetch(run.storage(), run.data(), prepared, folder);
          labels = Training.classes(recipe, drawn.splits(), all).size();
        }
        return Training.resolved(recipe, tokenizer.config(), labels);
      } finally {
        LocalCluster.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
