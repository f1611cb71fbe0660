package subtext.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.BarrierTaskContext;
import subtext.data.Dataset;
import subtext.error.LostProcessException;
import subtext.error.TrainingException;
import subtext.eval.Figures;
import subtext.recipe.Recipe;
import subtext.report.RunReport;
import subtext.store.RunFolder;
import subtext.tensor.Device;
import subtext.tensor.Ranks;
import subtext.train.Publisher;
import subtext.train.Training;

/**
 * One process of a training: what a task of the barrier stage does.
 *
 * @param run address of the run folder
 * @param recipe as YAML, every value resolved
 * @param prepared what {@link Preparation} has left, as JSON
 * @param meeting of this attempt
 */
record RankTask(RunStorage run, String recipe, String prepared, Meeting meeting)
    implements Serializable {
  private static final int IWAE_SAMPLES = 50;
  private static final Duration MORE_THAN_A_MESSAGE = Duration.ofSeconds(1);

  /** Trains to the end, or from the newest checkpoint to there; gives a line for people. */
  Iterator<String> work(BarrierTaskContext task, Iterator<Integer> numbers) throws IOException {
    try {
      return work(task);
    } catch (UncheckedIOException | IOException e) {
      if (Failures.isPassing(e)) {
        throw e;
      }
      throw new TrainingException(
          Failures.ofStorage(e) + "; mend that, and go on with --resume", e);
    }
  }

  private Iterator<String> work(BarrierTaskContext task) throws IOException {
    Recipe resolved = resolved(task);
    Device device = Device.parse(resolved.train().device()).available();
    Path folder = folder(task.partitionId());
    Dataset dataset =
        Preparation.fetch(run.storage(), run.data(), Prepared.of(prepared), folder.resolve("data"));
    RunFolder local = new RunFolder(folder.resolve("run"));
    LocalCluster.deleteIfThere(local.path());
    if (task.partitionId() == 0) {
      Files.createDirectories(local.path());
      run.fetch(local);
    }
    try (Ranks ranks = meeting.join(task, device)) {
      return List.of(train(ranks, resolved, local, dataset)).iterator();
    } catch (LostProcessException e) {
      letTheOthersSpeak();
      throw e;
    }
  }

  /**
   * The driver goes by what it hears first. A process that ends by a fault of its own is lost to
   * the others, and what it has to say matters more than what they have.
   */
  private static void letTheOthersSpeak() {
    try {
      Thread.sleep(MORE_THAN_A_MESSAGE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where this process keeps what it needs, until its executor ends. */
  private Path folder(int rank) {
    String name = Preparation.sha256(List.of(run.uri().getBytes(StandardCharsets.UTF_8)));
    return Sessions.scratch().resolve("subtext-%s-%s".formatted(name.substring(0, 16), rank));
  }

  /** The recipe with this task's card, and with its cores where no number of threads is said. */
  private Recipe resolved(BarrierTaskContext task) {
    Recipe asked = Recipe.parse("recipe.yaml", recipe, List.of());
    String device = Cards.of(task).device(asked.train().device());
    int threads = asked.train().threads() > 0 ? asked.train().threads() : task.cpus();
    return asked.with(List.of("train.device=" + device, "train.threads=" + threads));
  }

  private String train(Ranks ranks, Recipe resolved, RunFolder local, Dataset dataset)
      throws IOException {
    RankLog log = new RankLog(run, local, meeting.attempt(), ranks);
    try (Training training = Training.together(resolved, local.path(), dataset, ranks, log)) {
      training.train();
      Publisher publisher = new Publisher(training, log);
      Figures figures = publisher.evaluate(IWAE_SAMPLES);
      if (!ranks.isFirst()) {
        return "";
      }
      Publisher.Published published = publisher.publish(figures);
      log.message("writing the report");
      new RunReport(resolved, local, training.dataset(), published.model(), figures).write();
      run.publish(local, meeting.attempt());
      return figures.numbers().toString();
    }
  }
}
