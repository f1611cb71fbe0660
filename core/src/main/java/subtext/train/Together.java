package subtext.train;

import java.util.Set;
import subtext.decoder.DecoderConfig;
import subtext.error.InputException;
import subtext.latent.PosteriorConfig;
import subtext.model.Task;
import subtext.objective.Bound;
import subtext.recipe.Recipe;

/**
 * What a step may ask for whose batch is computed in parts, by several processes or one after the
 * other: that the loss of the whole is the sum of those of the parts.
 */
final class Together {
  private static final Set<Task> MEASURED_TOGETHER =
      Set.of(Task.SENTENCE, Task.LANGUAGE_MODEL, Task.CLASSIFY);

  private Together() {}

  /**
   * @param processes that train together
   * @throws InputException if the loss that {@code recipe} asks for is of the whole batch alone
   */
  static void require(Recipe recipe, int processes) {
    int parts = recipe.train().accumulate();
    if (processes == 1 && parts == 1) {
      return;
    }
    demand(
        !(recipe.model().decoder() instanceof DecoderConfig.Bag bag && bag.normalize()),
        "model.decoder",
        "without normalize, which normalises over the batch");
    demand(
        processes == 1 || MEASURED_TOGETHER.contains(recipe.task()),
        "task",
        "sentence, language-model or classify, for no other is measured by several processes");
    demand(
        !(recipe.model().posterior() instanceof PosteriorConfig.BatchNorm),
        "model.posterior",
        "another than batchNorm, which normalises over the batch");
    demand(
        !(recipe.objective().bound() instanceof Bound.InfoVae),
        "objective.bound",
        "elbo or iwae, which compare no draws of different sentences");
    demand(
        parts == 1 || !recipe.objective().freeBits().comparesMeans(),
        "objective.freeBits",
        "none or perDimension without batchMean, where train.accumulate is above 1");
  }

  private static void demand(boolean holds, String key, String needed) {
    if (!holds) {
      throw new InputException(
          "%s: where a batch is computed in parts, by several processes or by train.accumulate, it must be %s"
              .formatted(key, needed));
    }
  }
}
