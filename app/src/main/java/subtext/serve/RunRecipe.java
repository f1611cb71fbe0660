package subtext.serve;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import subtext.error.InputException;
import subtext.recipe.Recipe;
import subtext.store.RunFolder;

/** What the recipe of a run says of a model that is still being trained. */
final class RunRecipe {
  private static final Logger LOG = LoggerFactory.getLogger(RunRecipe.class);

  private RunRecipe() {}

  /**
   * @throws subtext.error.InputException if the recipe is none
   */
  static Recipe of(RunFolder run) {
    return Recipe.read(run.recipe(), List.of());
  }

  /**
   * The entry of a run that has no model yet; one of task {@code unknown} without a sound recipe.
   */
  static ModelList.Entry entry(String id, RunFolder run) {
    try {
      Recipe recipe = of(run);
      String task = recipe.task().name().toLowerCase(Locale.ROOT).replace('_', '-');
      return entry(id, recipe.name(), task, recipe.language(), recipe.model().latent());
    } catch (InputException | UncheckedIOException e) {
      LOG.warn("{}: its recipe cannot be read ({})", id, e.getMessage());
      return entry(id, id, "unknown", "", 0);
    }
  }

  private static ModelList.Entry entry(
      String id, String name, String task, String language, int latent) {
    return new ModelList.Entry(
        id, "model", 0, "subtext", name, task, language, latent, List.of(), List.of(), false, 0, 0,
        null, true);
  }
}
