package subtext.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import subtext.store.RunFolder;
import subtext.tensor.Ranks;
import subtext.train.TrainingListener;

/**
 * What the first process has to say, and to save: into {@code train.log} and the run folder, from
 * where the driver reads it. The other processes say the same and are not listened to.
 */
final class RankLog implements TrainingListener {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private final RunStorage storage;
  private final RunFolder local;
  private final int attempt;
  private final boolean heard;

  RankLog(RunStorage storage, RunFolder local, int attempt, Ranks ranks) {
    this.storage = storage;
    this.local = local;
    this.attempt = attempt;
    this.heard = ranks.isFirst();
    message(
        "attempt %d: %d processes, the first is %d"
            .formatted(attempt, ranks.size(), ProcessHandle.current().pid()));
  }

  @Override
  public void epoch(Progress progress, Map<String, Double> figures) {
    StringBuilder line = new StringBuilder();
    figures.forEach((name, value) -> line.append(" %s %.4g".formatted(name, value)));
    message(
        "epoch %d of %d, step %d, %s:%s"
            .formatted(
                progress.epoch() + 1, progress.epochs(), progress.step(), progress.phase(), line));
  }

  @Override
  public void message(String text) {
    if (!heard) {
      return;
    }
    String line = LocalDateTime.now(ZoneId.systemDefault()).format(TIME) + " " + text + "\n";
    try {
      Files.writeString(
          local.log(),
          line,
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    storage.log(local, attempt);
  }

  @Override
  public void saved(long step) {
    storage.commit(local, attempt);
  }
}
