package subtext.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import subtext.data.DataFolders;
import subtext.error.InputException;
import subtext.recipe.Recipe;
import subtext.store.RunFolder;
import subtext.train.Training;
import subtext.use.Generate;
import subtext.use.Interpolate;
import subtext.use.Model;

@Command(
    name = "quickstart",
    description = "Trains a model on the shipped corpus, measures it and shows what it can do.",
    footer = {
      "",
      "Examples:",
      "  subtext quickstart            English phrases",
      "  subtext quickstart zh         classical Chinese poetry"
    })
final class QuickstartCommand implements Callable<Integer> {
  private static final List<String> LANGUAGES = List.of("en", "zh");

  private static final int SAMPLES = 10;
  private static final int STEPS = 6;

  @ParentCommand private Subtext subtext;

  @Parameters(arity = "0..*", paramLabel = "LANGUAGE", description = "en or zh. Default: en.")
  private List<String> arguments = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "RUN",
      description = "Folder of the run, new or empty. Default: runs/NAME-TIME.")
  private @Nullable Path out;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Change a value of the recipe, train.epochs=3 for example.")
  private List<String> settings = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    arguments.stream().filter(RecipeOptions::isSetting).forEach(settings::add);
    Path file = new Recipes(subtext.installation().recipes()).find("quickstart-" + language());
    Recipe recipe = Recipe.read(file, settings);
    Path folder = out == null ? Runs.next(recipe.name()) : out;
    TrainingSession.Finished finished =
        new TrainingSession(subtext.streams())
            .run(
                listener ->
                    Training.begin(recipe, DataFolders.standard(null), folder, null, listener));
    if (finished == null) {
      return Failures.FAILED;
    }
    show(finished, recipe.train().seed());
    return 0;
  }

  private String language() {
    List<String> named =
        arguments.stream().filter(argument -> !RecipeOptions.isSetting(argument)).toList();
    if (named.size() > 1 || !LANGUAGES.containsAll(named)) {
      throw new InputException(
          "quickstart %s: choose en or zh; text of your own goes to subtext train --data FILE"
              .formatted(String.join(" ", named)));
    }
    return named.isEmpty() ? LANGUAGES.getFirst() : named.getFirst();
  }

  private void show(TrainingSession.Finished finished, long seed) {
    Streams streams = subtext.streams();
    EvaluationText.lines(finished.evaluation()).forEach(streams::line);
    try (Model model = Model.load(finished.run())) {
      List<String> samples = new Generate(model).sentences(SAMPLES, seed);
      section("New sentences (seed %d):".formatted(seed), samples);
      if (model.network().asVae() != null) {
        List<String> way =
            new Interpolate(model).between(samples.getFirst(), samples.getLast(), STEPS);
        section("From the first of them to the last:", way);
      }
    }
    section(
        "Next:",
        List.of(
            "open " + new RunFolder(finished.run()).report(),
            "subtext generate " + finished.run(),
            "subtext train --data your-text.txt"));
  }

  private void section(String title, List<String> lines) {
    subtext.streams().line("");
    subtext.streams().line(title);
    lines.forEach(line -> subtext.streams().line("  " + line));
  }
}
