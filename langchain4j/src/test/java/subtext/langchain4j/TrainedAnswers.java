package subtext.langchain4j;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import subtext.data.DataConfig;
import subtext.data.DataFolders;
import subtext.recipe.Recipe;
import subtext.train.Publisher;
import subtext.train.Training;
import subtext.train.TrainingListener;
import subtext.use.Model;

/** A model that finds answers, trained in a second: the right sentence names what is asked for. */
public final class TrainedAnswers {
  private static final List<String> THINGS =
      List.of("river", "bridge", "tower", "castle", "museum", "harbour", "garden", "station");

  private TrainedAnswers() {}

  /** Trains it in {@code folder}; to be closed. */
  static Model in(Path folder) throws IOException {
    return Model.load(run(folder));
  }

  /** The folder of a run that is trained in {@code folder}. */
  public static Path run(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int q = 0; q < 64; q++) {
      String asked = THINGS.get(q % 8);
      String other = THINGS.get((q + 1 + q / 8 % 7) % 8);
      String question = "where is the %s %s ?".formatted(q < 32 ? "old" : "new", asked) + q;
      lines.add("%s\tthe %s is in the north\t1".formatted(question, asked));
      lines.add("%s\tthe %s is in the south\t0".formatted(question, other));
      lines.add("%s\tthe %s was built later\t0".formatted(question, other));
    }
    Path pairs = Files.write(folder.resolve("pairs.tsv"), lines);
    Path run = folder.resolve("answers");
    List<String> settings = new ArrayList<>(DataConfig.OWN_TEXT);
    settings.addAll(
        List.of(
            "data={source: 1, text: 2, label: 3, together: source, validShare: 0.2}",
            "tokens={kind: word, minCount: 1, maxLength: 20}",
            "model={latent: 2, encoder: {kind: gru, embedding: 8, hidden: 8}}",
            "train={epochs: 6, batch: 16, threads: 1, patience: 0}",
            "train.optimizer.learningRate=0.02"));
    Recipe recipe = Recipe.read(Path.of("../recipes/wikiqa-nasm.yaml"), settings);
    DataFolders folders = new DataFolders(pairs, null, folder.resolve("none"));
    TrainingListener silent = TrainingListener.SILENT;
    try (Training training = Training.begin(recipe, folders, run, /* start= */ null, silent)) {
      training.train();
      new Publisher(training, silent).publish(/* iwaeSamples= */ 0);
    }
    return run;
  }
}
