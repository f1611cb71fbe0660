package subtext.serve;

import java.util.List;
import java.util.Locale;
import subtext.recipe.Recipe;
import subtext.store.RunFolder;

/** What the recipe of a run says of a model that is still being trained. */
final class RunRecipe {
  private RunRecipe() {}

  /**
   * @throws subtext.error.InputException if the recipe is none
   */
  static Recipe of(RunFolder run) {
    return Recipe.read(run.recipe(), List.of());
  }

  /** The entry of a run that has no model yet. */
  static ModelList.Entry entry(String id, RunFolder run) {
    Recipe recipe = of(run);
    return new ModelList.Entry(
        id,
        "model",
        0,
        "subtext",
        recipe.name(),
        recipe.task().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        recipe.language(),
        recipe.model().latent(),
        List.of(),
        List.of(),
        0,
        0,
        null,
        true);
  }
}
