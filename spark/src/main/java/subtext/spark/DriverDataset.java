package subtext.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import subtext.data.Dataset;
import subtext.recipe.Recipe;
import subtext.train.Training;

/** What the driver has to know of the texts before a training begins. */
final class DriverDataset {
  private DriverDataset() {}

  /** The recipe with every value resolved; of what was prepared nothing is left on this machine. */
  static Recipe resolve(
      RunStorage run, Recipe recipe, TrainingText.Drawn drawn, Prepared prepared) {
    try {
      Path folder = Files.createTempDirectory("subtext-prepared-");
      try {
        Dataset dataset = Preparation.fetch(run.storage(), run.data(), prepared, folder);
        return Training.resolved(recipe, drawn.splits(), dataset);
      } finally {
        LocalCluster.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
