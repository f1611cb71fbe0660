package subtext.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import subtext.data.DataFolders;
import subtext.model.TinyModels;
import subtext.recipe.Recipe;
import subtext.store.Checkpoints;
import subtext.store.MetricsLog;
import subtext.store.RunFolder;

/**
 * Trainings of a model of some thousand weights on 80 sentences for training and about 20 for
 * validation: 5 steps an epoch, unless the settings say otherwise.
 *
 * @param corpus the file of all sentences
 * @param settings of the recipe
 */
record SmallRun(Path corpus, List<String> settings) {
  /** Pretraining, reset, warm-up of one epoch each; steps of the encoder; averages; dropout. */
  private static final List<String> SMALL =
      List.of(
          "tokens={kind: whitespace, minCount: 1}",
          "data={text: 1, label: none, validShare: 0.2, testShare: 0}",
          "model={latent: 4, encoder: {kind: gru, embedding: 8, hidden: 16, dropout: 0.2}}",
          "model.decoder={kind: lstm, embedding: 8, hidden: 16, wordDropout: 0.3, inputDropout:"
              + " 0.1}",
          "objective={schedule: {kind: linear, warmupEpochs: 1}, pretrainEpochs: 1}",
          "objective.inference={kind: aggressive, most: 3, window: 2}",
          "train={epochs: 4, batch: 16, threads: 1, checkpointSteps: 3, logSteps: 4, averageEpochs:"
              + " 1}",
          "train.optimizer={kind: adam, learningRate: 0.01}",
          "train.iwaeSamples=2");

  static SmallRun in(Path folder, String... more) {
    List<String> settings = new ArrayList<>(SMALL);
    settings.addAll(List.of(more));
    Path corpus = folder.resolve("corpus.txt");
    try {
      Files.write(corpus, TinyModels.sentences(100));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SmallRun(corpus, settings);
  }

  Training begin(Path run, TrainingListener listener) {
    return begin(run, null, listener);
  }

  Training begin(Path run, Training.@Nullable Start start, TrainingListener listener) {
    DataFolders folders = new DataFolders(corpus, null, corpus.resolveSibling("none"));
    return Training.begin(Recipe.of(settings), folders, run, start, listener);
  }

  /** Trains from the start to the end. */
  void train(Path run) {
    try (Training training = begin(run, TrainingListener.SILENT)) {
      training.train();
    }
  }

  /** Goes on to the end; gives the messages that were heard. */
  static List<String> resume(Path run, String... overrides) {
    List<String> messages = new ArrayList<>();
    try (Training training = Training.resume(run, List.of(overrides), hearing(messages))) {
      training.train();
    }
    return messages;
  }

  /** Adds every message to {@code messages}. */
  static TrainingListener hearing(List<String> messages) {
    return new TrainingListener() {
      @Override
      public void message(String text) {
        messages.add(text);
      }
    };
  }

  /** Asks the training to stop when it has taken {@code step} steps. */
  void stopAt(Path run, long step) {
    During listener = new During((training, progress) -> stop(training, progress, step));
    try (Training training = begin(run, listener)) {
      listener.training = training;
      training.train();
    }
  }

  private static void stop(Training training, TrainingListener.Progress progress, long step) {
    if (progress.step() == step) {
      training.stop();
    }
  }

  /** Calls {@code action} after each step. */
  static final class During implements TrainingListener {
    private final BiConsumer<Training, Progress> action;
    @Nullable Training training;

    During(BiConsumer<Training, Progress> action) {
      this.action = action;
    }

    @Override
    public void step(Progress progress, StepReport report) {
      if (training != null) {
        action.accept(training, progress);
      }
    }
  }

  /** A crash of the process, seen from inside. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** What a run has to show: its rows, times aside, and the newest checkpoint, hashed. */
  static Map<String, Object> results(Path folder) {
    RunFolder run = new RunFolder(folder);
    Map<String, Object> results = new LinkedHashMap<>();
    try {
      long newest = new Checkpoints(run.checkpoints(), 2).steps().getLast();
      Path checkpoint = run.checkpoints().resolve("step-%09d".formatted(newest));
      for (String file : List.of("tensors.safetensors", "state.json", "score.json")) {
        results.put(file + " of step " + newest, sha256(checkpoint.resolve(file)));
      }
      List<Map<String, @Nullable Object>> rows = new ArrayList<>();
      for (MetricsLog.Row row : MetricsLog.read(run.metrics())) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(row.values());
        values.remove("tokens_per_second");
        values.put("step", row.step());
        rows.add(values);
      }
      results.put("metrics", rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return results;
  }

  private static String sha256(Path file) throws IOException {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
