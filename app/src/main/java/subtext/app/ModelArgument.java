package subtext.app;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;
import subtext.error.InputException;
import subtext.model.LanguageModel;
import subtext.use.Model;

/** The MODEL that most verbs begin with. */
final class ModelArgument {
  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A run folder, a model folder, or the name of one (see: subtext models).")
  private String model;

  Path folder(Subtext subtext) {
    return find(subtext, model);
  }

  /** The folder that {@code model} means. */
  static Path find(Subtext subtext, String model) {
    return new Models(subtext.installation(), Runs.FOLDER).find(model);
  }

  /**
   * Loads the language model in {@code folder}; to be closed.
   *
   * @param option that names it, for the message
   * @throws InputException if it is none
   */
  static Model languageModel(String option, Path folder) {
    Model loaded = Model.load(folder);
    if (!(loaded.network() instanceof LanguageModel)) {
      loaded.close();
      throw new InputException("%s: %s is not a language model".formatted(option, folder));
    }
    return loaded;
  }

  /** Loads it; to be closed. */
  Model load(Subtext subtext) {
    return Model.load(folder(subtext));
  }
}
