package subtext.app;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import subtext.data.DataFolders;
import subtext.error.InputException;
import subtext.recipe.Recipe;
import subtext.train.Trainer;
import subtext.train.Training;

@Command(
    name = "train",
    description = "Trains a model by a recipe and prints the folder of the run.",
    footer = {
      "",
      "Examples:",
      "  subtext train quickstart-en",
      "  subtext train --data reviews.txt                    your own text, one a line",
      "  subtext train --data reviews.tsv --set data.text=2 data.label=1",
      "  subtext train ptb-lstm-vae --data ~/sets --set train.epochs=3 --out runs/short",
      "  subtext train --resume runs/short                   goes on, bit for bit"
    })
final class TrainCommand implements Callable<Integer> {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  @ParentCommand private Subtext subtext;
  @Mixin private RecipeOptions choice;

  @Option(
      names = "--out",
      paramLabel = "RUN",
      description = "Folder of the run. Default: runs/NAME-TIME.")
  private @Nullable Path out;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description = "Go on with a run that was interrupted, from its newest checkpoint.")
  private @Nullable Path resume;

  @Override
  public Integer call() {
    Streams streams = subtext.streams();
    LiveLine line = new LiveLine(streams.err(), streams.columns(), System::nanoTime);
    TrainingLog log = new TrainingLog(line);
    try (Training training = open(log);
        TrainingLog.Attached file = TrainingLog.attach(training.run().log());
        Interruption interruption = new Interruption(training::stop)) {
      log.message("training %s in %s".formatted(training.recipe().name(), shown(training)));
      Trainer.Outcome outcome = training.train();
      line.end();
      if (outcome == Trainer.Outcome.STOPPED) {
        log.message("stopped; subtext train --resume " + shown(training) + " goes on");
        return Failures.FAILED;
      }
      streams.line(shown(training));
      return 0;
    }
  }

  private Training open(TrainingLog log) {
    if (resume != null) {
      if (choice.namesRecipe() || out != null) {
        throw new InputException(
            "--resume goes on with the recipe and in the folder of its run: give no RECIPE, --data"
                + " or --out");
      }
      return Training.resume(resume, choice.overrides(), log);
    }
    Recipe recipe = choice.recipe(subtext.installation());
    return Training.begin(recipe, DataFolders.standard(choice.data()), folder(recipe), null, log);
  }

  private Path folder(Recipe recipe) {
    return out != null
        ? out
        : Path.of(
            "runs", recipe.name() + "-" + LocalDateTime.now(ZoneId.systemDefault()).format(TIME));
  }

  /** The run's folder as the user would type it. */
  private static String shown(Training training) {
    Path here = Path.of("").toAbsolutePath();
    Path run = training.run().path();
    return (run.startsWith(here) ? here.relativize(run) : run).toString();
  }
}
