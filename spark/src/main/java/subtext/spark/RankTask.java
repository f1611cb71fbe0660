package subtext.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkEnv;
import subtext.data.Dataset;
import subtext.eval.Figures;
import subtext.recipe.Recipe;
import subtext.report.RunReport;
import subtext.store.RunFolder;
import subtext.tensor.Gloo;
import subtext.tensor.MeetingPlace;
import subtext.tensor.Ranks;
import subtext.tensor.Rendezvous;
import subtext.train.Publisher;
import subtext.train.Training;

/**
 * One process of a training: what a task of the barrier stage does.
 *
 * @param run address of the run folder
 * @param recipe as YAML, every value resolved
 * @param prepared what {@link Preparation} has left, as JSON
 * @param attempt the number of this one
 * @param secret that the processes show one another
 * @param timeoutSeconds after which a process that does not answer is lost
 * @param bucketBytes of gradients that are summed in one go
 */
@SuppressWarnings("ArrayRecordComponent")
record RankTask(
    RunStorage run,
    String recipe,
    String prepared,
    int attempt,
    byte[] secret,
    int timeoutSeconds,
    int bucketBytes)
    implements Serializable {
  private static final int IWAE_SAMPLES = 50;

  /** Trains to the end, or from the newest checkpoint to there; gives a line for people. */
  Iterator<String> work(BarrierTaskContext task, Iterator<Integer> numbers) throws IOException {
    Path folder = folder(task.partitionId());
    Dataset dataset =
        Preparation.fetch(run.storage(), run.data(), Prepared.of(prepared), folder.resolve("data"));
    RunFolder local = new RunFolder(folder.resolve("run"));
    LocalCluster.deleteIfThere(local.path());
    if (task.partitionId() == 0) {
      Files.createDirectories(local.path());
      run.fetch(local);
    }
    try (Ranks ranks = meet(task)) {
      return List.of(train(ranks, local, dataset)).iterator();
    }
  }

  /** Where this process keeps what it needs, until its executor ends. */
  private Path folder(int rank) {
    String name = Preparation.sha256(List.of(run.uri().getBytes(StandardCharsets.UTF_8)));
    return SparkEnv.get()
        .blockManager()
        .diskBlockManager()
        .localDirs()[0]
        .toPath()
        .resolve("subtext-%s-%d".formatted(name.substring(0, 16), rank));
  }

  private Ranks meet(BarrierTaskContext task) {
    int rank = task.partitionId();
    int size = task.getTaskInfos().length;
    String address = host(task, rank);
    Rendezvous place =
        new Rendezvous(
            rank, size, address, secret, attempt, Duration.ofSeconds(timeoutSeconds), bucketBytes);
    if (size == 1) {
      return Ranks.SINGLE;
    }
    MeetingPlace meeting = rank == 0 ? MeetingPlace.open(address, place.timeout()) : null;
    String[] told = task.allGather(meeting == null ? "" : Integer.toString(meeting.port()));
    return meeting == null
        ? Gloo.join(place, host(task, 0), Integer.parseInt(told[0]))
        : Gloo.join(place, meeting);
  }

  /** The address of a task's executor, as Spark knows it. */
  private static String host(BarrierTaskContext task, int rank) {
    return task.getTaskInfos()[rank].address().replaceFirst(":\\d+$", "");
  }

  private String train(Ranks ranks, RunFolder local, Dataset dataset) throws IOException {
    Recipe resolved = Recipe.parse("recipe.yaml", recipe, List.of());
    RankLog log = new RankLog(run, local, attempt, ranks);
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
      run.publish(local, attempt);
      return figures.numbers().toString();
    }
  }
}
