package subtext.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import subtext.eval.Figures;
import subtext.report.RunReport;
import subtext.train.Publisher;
import subtext.train.Trainer;
import subtext.train.Training;
import subtext.train.TrainingListener;

/** A training from the first step to the report, shown on standard error. */
final class TrainingSession {
  private static final int IWAE_SAMPLES = 50;

  private final Streams streams;

  TrainingSession(Streams streams) {
    this.streams = streams;
  }

  /** A finished run. */
  record Finished(Path run, Figures evaluation) {}

  /**
   * Trains what {@code open} opens, and publishes it.
   *
   * @return null if it was stopped by Ctrl-C or SIGTERM
   */
  @Nullable Finished run(Function<TrainingListener, Training> open) throws IOException {
    LiveLine line = LiveLine.on(streams);
    TrainingLog log = new TrainingLog(line);
    try (Training training = open.apply(log);
        TrainingLog.Attached file = TrainingLog.attach(training.run().log())) {
      Path run = shown(training.run().path());
      log.message("training %s in %s".formatted(training.recipe().name(), run));
      Trainer.Outcome outcome =
          Interruption.guard(() -> train(training, line, log, run), training::stop);
      if (outcome == Trainer.Outcome.STOPPED) {
        return null;
      }
      Publisher.Published published = new Publisher(training, log).publish(IWAE_SAMPLES);
      log.message("writing the report");
      new RunReport(
              training.recipe(),
              training.run(),
              training.dataset(),
              published.model(),
              published.evaluation())
          .write();
      return new Finished(run, published.evaluation());
    }
  }

  /** Says that it was stopped before the process, which waits for this, may end. */
  private static Trainer.Outcome train(
      Training training, LiveLine line, TrainingLog log, Path run) {
    Trainer.Outcome outcome = training.train();
    line.end();
    if (outcome == Trainer.Outcome.STOPPED) {
      log.message("stopped; subtext train --resume " + run + " goes on");
    }
    return outcome;
  }

  /** A folder as the user would type it. */
  private static Path shown(Path folder) {
    Path here = Path.of("").toAbsolutePath();
    return folder.startsWith(here) ? here.relativize(folder) : folder;
  }
}
