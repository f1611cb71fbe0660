package subtext.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import subtext.data.DataFolders;
import subtext.error.InputException;
import subtext.model.LabelledVae;
import subtext.model.LanguageModel;
import subtext.model.ModelConfig;
import subtext.model.ModelSpec;
import subtext.model.Task;
import subtext.recipe.Recipe;
import subtext.store.RunFolder;
import subtext.text.TokensConfig;
import subtext.train.Training;
import subtext.train.TrainingListener;
import subtext.use.Model;

@Command(
    name = "train",
    description = "Trains a model by a recipe and prints the folder of the run.",
    footer = {
      "",
      "Examples:",
      "  subtext train quickstart-en",
      "  subtext train --data reviews.txt                    your own text, one a line; the rest by"
          + " itself",
      "  subtext train --data reviews.tsv --set data.text=2 data.label=1",
      "  subtext train ptb-lstm-vae --data ~/sets --set train.epochs=3 --out runs/short",
      "  subtext train --resume runs/short                   goes on, bit for bit",
      "  subtext train --from runs/short --data more.txt     goes on with other text, by its own"
          + " recipe",
      "  subtext train ptb-lstm-vae --from runs/lm --data ~/sets    its decoder starts as runs/lm"
    })
final class TrainCommand implements Callable<Integer> {
  @ParentCommand private Subtext subtext;
  @Mixin private RecipeOptions choice;

  @Option(
      names = "--out",
      paramLabel = "RUN",
      description = "Folder of the run, new or empty. Default: runs/NAME-TIME.")
  private @Nullable Path out;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description = "Go on with a run that was interrupted, from its newest checkpoint.")
  private @Nullable Path resume;

  @Option(
      names = "--from",
      paramLabel = "MODEL",
      description =
          "Start from the weights and the tokenizer of a trained model; a VAE's recipe may name a"
              + " language model, which its decoder starts from.")
  private @Nullable String from;

  @Override
  public Integer call() throws IOException {
    TrainingSession.Finished finished = new TrainingSession(subtext.streams()).run(this::open);
    if (finished == null) {
      return Failures.FAILED;
    }
    EvaluationText.lines(finished.evaluation()).forEach(subtext.streams().err()::println);
    subtext
        .streams()
        .err()
        .printf("open %s in a browser%n", new RunFolder(finished.run()).report());
    subtext.streams().line(finished.run().toString());
    return 0;
  }

  private Training open(TrainingListener listener) {
    if (resume != null) {
      if (choice.namesRecipe() || out != null || from != null) {
        throw new InputException(
            "--resume goes on with the recipe and in the folder of its run: give no RECIPE, --data,"
                + " --out or --from");
      }
      return Training.resume(resume, choice.overrides(), listener);
    }
    if (from != null) {
      return openFrom(new Models(subtext.installation(), Runs.FOLDER).find(from), listener);
    }
    List<String> reasons = new ArrayList<>();
    Training training = begin(choice.recipe(subtext.installation(), reasons::add), null, listener);
    reasons.forEach(listener::message);
    return training;
  }

  private Training openFrom(Path folder, TrainingListener listener) {
    try (Model model = Model.load(folder)) {
      Recipe recipe =
          choice.recipeForAnyModel(
              subtext.installation(),
              new RunFolder(folder),
              model.spec().task(),
              listener::message);
      if (choice.saysTokens() && !readsAlike(recipe.tokens(), model.spec().tokens())) {
        listener.message(
            "the model to start from has a tokenizer of its own: tokens of the recipe are not"
                + " used");
      }
      if (model.network() instanceof LanguageModel
          && choice.namesRecipeFile()
          && recipe.task() == Task.SENTENCE) {
        return begin(
            choice.recipe(subtext.installation(), words -> {}).graftedOn(model.spec()),
            Training.Start.graft(model.tokenizer(), model.network().parameters().toData()),
            listener);
      }
      if (recipe.task() != model.spec().task()) {
        throw new InputException(
            "the recipe is for task %s, and the model to start from for task %s: name a recipe of its task, or none"
                .formatted(recipe.task(), model.spec().task()));
      }
      if (choice.namesRecipeFile() && !isAlike(recipe, model.spec())) {
        listener.message(
            "the model is that of "
                + folder
                + ", changed by --set alone: the recipe's own section model is not used");
      }
      Training.Start start =
          new Training.Start(
              model.tokenizer(),
              model.network().parameters().toData(),
              model.network() instanceof LabelledVae ? model.spec().labels() : List.of());
      return begin(recipe.startingFrom(model.spec(), choice.overrides()), start, listener);
    }
  }

  /** Whether the models differ at most in what only training finds out. */
  private static boolean isAlike(Recipe recipe, ModelSpec spec) {
    ModelConfig own = recipe.model();
    ModelConfig other = spec.model();
    return recipe.task().isOfText()
        ? own.resolved(recipe.task(), spec.labels().size()).equals(other)
        : own.latent() == other.latent()
            && own.posterior().equals(other.posterior())
            && own.prior().equals(other.prior());
  }

  /** Whether texts are read the same way, whatever the vocabulary. */
  private static boolean readsAlike(TokensConfig one, TokensConfig other) {
    return one.kind() == other.kind()
        && one.maxLength() == other.maxLength()
        && one.normalization().equals(other.normalization())
        && one.words() == other.words();
  }

  private Training begin(Recipe recipe, Training.@Nullable Start start, TrainingListener listener) {
    Path folder = out == null ? Runs.next(recipe.name()) : out;
    return Training.begin(recipe, DataFolders.standard(choice.data()), folder, start, listener);
  }
}
