package subtext.train;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import subtext.error.TrainingException;
import subtext.store.EventFile;
import subtext.store.MetricsLog;
import subtext.store.RunFolder;

/**
 * Writes the figures of a run to {@code metrics.jsonl} and to TensorBoard's event files.
 *
 * <p>What cannot be written, to a full disk say, ends the training with a {@link
 * TrainingException}; its checkpoints are not touched.
 */
final class JournalFiles implements Journal {
  private static final String TRAIN = "train";
  private static final String VALID = "valid";

  private final RunFolder run;
  private final MetricsLog metrics;
  private final EventFile events;
  private long lastRow = System.nanoTime(); // later by the time of validations since

  /** Tokens of the next row's window that were seen before the run was interrupted. */
  private long earlierTokens;

  private JournalFiles(RunFolder run, MetricsLog metrics, EventFile events, long earlierTokens) {
    this.run = run;
    this.metrics = metrics;
    this.events = events;
    this.earlierTokens = earlierTokens;
  }

  /**
   * Goes on after {@code step}; later rows, of steps that will be taken again, are cut off.
   *
   * @param validated whether a validation at this very step is behind the run, or will be done
   *     again
   * @param tokens that the window of the next row already has
   */
  static JournalFiles open(RunFolder run, long step, boolean validated, long tokens) {
    try {
      MetricsLog.truncateFrom(
          run.metrics(),
          row ->
              row.step() > step
                  || (!validated && row.step() == step && VALID.equals(row.values().get("kind"))));
      return new JournalFiles(
          run, MetricsLog.open(run.metrics()), EventFile.open(run.events(), step), tokens);
    } catch (IOException e) {
      throw failure(run, e);
    }
  }

  @Override
  public void training(
      long step, double epoch, TrainState.Window window, double weight, double rate) {
    double sentences = Math.max(1, window.sentences());
    double seconds = (System.nanoTime() - lastRow) / 1e9;
    lastRow = System.nanoTime();
    SequencedMap<String, Double> figures = new LinkedHashMap<>();
    figures.put("epoch", epoch);
    figures.put("loss", window.loss() / sentences);
    figures.put("rec", window.rec() / sentences);
    figures.put("kl", window.kl() / sentences);
    figures.put("kl_weight", weight);
    figures.put("learning_rate_factor", rate);
    figures.put("gradient_norm", window.norm() / Math.max(1, window.steps()));
    if (window.encoderSteps() > 0) {
      figures.put("encoder_steps", (double) window.encoderSteps());
    }
    figures.put("tokens_per_second", (window.tokens() - earlierTokens) / seconds);
    earlierTokens = 0;
    write(TRAIN, step, figures, Map.of());
  }

  @Override
  public void validation(long step, long beginning, Validation validation) {
    write(VALID, step, validation.figures(), validation.details());
    lastRow += System.nanoTime() - beginning;
  }

  private void write(
      String kind, long step, Map<String, Double> figures, Map<String, Object> details) {
    try {
      SequencedMap<String, Object> row = new LinkedHashMap<>();
      row.put("kind", kind);
      row.putAll(figures);
      row.putAll(details);
      metrics.append(step, row);
      Map<String, Double> scalars = new LinkedHashMap<>();
      figures.forEach((name, value) -> scalars.put(kind + "/" + name, value));
      events.scalars(step, scalars);
    } catch (IOException e) {
      throw failure(run, e);
    }
  }

  @Override
  public void sync() {
    try {
      metrics.sync();
    } catch (IOException e) {
      throw failure(run, e);
    }
  }

  private static TrainingException failure(RunFolder run, IOException e) {
    return new TrainingException(
        "cannot write the metrics in %s (%s). The last checkpoint is intact: put right what failed, then go on with --resume"
            .formatted(run.path(), e.getMessage()),
        e);
  }

  @Override
  public void close() {
    try (events) {
      metrics.close();
    } catch (IOException e) {
      throw failure(run, e);
    }
  }
}
