package subtext.train;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import subtext.data.DataConfig;
import subtext.data.Dataset;
import subtext.error.InputException;
import subtext.model.Task;
import subtext.recipe.Recipe;

/** The labels that a classifier is trained on. */
final class Labels {
  private Labels() {}

  /**
   * {@code dataset} with the labels that a classifier is told; for a model of another kind as it
   * is.
   *
   * @throws InputException if there are none, or one only
   */
  static Dataset told(Recipe recipe, Dataset dataset) {
    if (recipe.task() != Task.CLASSIFY) {
      return dataset;
    }
    DataConfig data = recipe.data();
    long found = Arrays.stream(dataset.labelCounts()).filter(count -> count > 0).count();
    if (found < 2) {
      throw new InputException(
          "%s: the training text has %s; a classifier needs two or more. Give a .tsv, .csv or .jsonl file, and say with data.label=COLUMN where they are"
              .formatted(data.train(), found == 0 ? "no labels" : "one label only"));
    }
    return dataset.withLabelled(data.labelled(), data.labelSeed());
  }

  /**
   * Demands that a classifier goes on with the labels that it has.
   *
   * @throws InputException if {@code dataset} has others
   */
  static void requireSame(Training.@Nullable Start start, Dataset dataset) {
    if (start != null && !start.labels().isEmpty() && !start.labels().equals(dataset.labels())) {
      throw new InputException(
          "the labels of the text are %s, but those of the model to start from are %s; give text with the same labels, or begin a new run"
              .formatted(dataset.labels(), start.labels()));
    }
  }
}
