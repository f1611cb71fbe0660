package subtext.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import subtext.data.DataFolders;
import subtext.data.TokenCache;
import subtext.error.InputException;
import subtext.eval.TopicCoherence;
import subtext.eval.TopicEvaluator;
import subtext.recipe.Recipe;
import subtext.store.TemporaryFolder;
import subtext.train.Training;
import subtext.train.TrainingListener;

/** Topics of the same documents by our recipes and by LDA, from one seed after the other. */
final class TopicsBenchmark {
  /** The corpora, by their recipes. */
  static final List<String> KEYS =
      List.of("wordnet-topics", "bbc-news-prodlda", "m10-prodlda", "20news-prodlda");

  private static final List<String> SHIPPED = List.of("wordnet-topics");
  private static final int WORDS = 25;

  private final Settings settings;
  private final Consumer<String> progress;
  private final List<TopicsReport.Found> found = new ArrayList<>();

  TopicsBenchmark(Settings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  TopicsReport run() throws IOException {
    settings.requireOnly(KEYS);
    List<String> possible = settings.data() == null ? SHIPPED : KEYS;
    if (possible.stream().noneMatch(settings::wants)) {
      throw new InputException(
          "--only: the documents of %s do not ship; say with --data where they are"
              .formatted(String.join(", ", settings.only())));
    }
    try (TemporaryFolder folder = TemporaryFolder.make("subtext-bench")) {
      for (String recipe : possible.stream().filter(settings::wants).toList()) {
        for (int round = 0; round < settings.rounds(); round++) {
          Path run = folder.path().resolve(recipe + "-" + round);
          measure(recipe, settings.seed() + round, run);
        }
      }
    }
    return TopicsReport.of(settings, List.copyOf(found));
  }

  private void measure(String name, long seed, Path run) throws IOException {
    Path file = settings.home().resolve("recipes").resolve(name + ".yaml");
    Recipe recipe = Recipe.read(file, List.of("train.seed=" + seed));
    DataFolders folders = DataFolders.standard(settings.data());
    try (Training training =
        Training.begin(recipe, folders, run, /* start= */ null, TrainingListener.SILENT)) {
      training.train();
      TokenCache documents = training.dataset().train();
      TopicEvaluator evaluator =
          new TopicEvaluator(training.network(), seed, recipe.train().batch());
      add(name, "ProdLDA", seed, TopicCoherence.of(evaluator.topics(), documents));
      List<int[]> topics =
          Lda.topics(documents, recipe.model().latent(), WORDS, Math.toIntExact(seed));
      add(name, "LDA", seed, TopicCoherence.of(topics, documents));
    }
  }

  private void add(String recipe, String model, long seed, TopicCoherence coherence) {
    TopicsReport.Found last = TopicsReport.Found.of(recipe, model, seed, coherence);
    found.add(last);
    progress.accept(
        "%s, seed %d, %s: NPMI %.3f, in windows of ten %.3f, diversity %.2f"
            .formatted(recipe, seed, model, last.npmi(), last.npmi10(), last.diversity()));
  }
}
