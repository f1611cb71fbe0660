package subtext.train;

import java.util.Map;

/** Is told how a training run goes on, on the thread that trains. */
public interface TrainingListener {
  /** Hears nothing. */
  TrainingListener SILENT = new TrainingListener() {};

  /** A step was taken. */
  default void step(Progress progress, StepReport report) {}

  /** An epoch is over and the model was validated; {@code figures} by name. */
  default void epoch(Progress progress, Map<String, Double> figures) {}

  /**
   * The pretrained network {@code name} has read {@code done} of {@code all} sentences of a split;
   * the first time none.
   */
  default void reading(String name, long done, long all) {}

  /** The trained model is measured: {@code done} of {@code all} tokens are; the first time none. */
  default void measuring(String name, long done, long all) {}

  /** A checkpoint of {@code step} steps has been committed, and the journal up to there. */
  default void saved(long step) {}

  /** Something to know, in a sentence. */
  default void message(String text) {}

  /**
   * How far a run is.
   *
   * @param epoch from 0
   * @param batch batches of this epoch that are done, of {@code batches}
   * @param epochs at most
   * @param phase name of the stretch, such as {@code warm-up}
   */
  record Progress(long step, long epoch, long batch, long batches, int epochs, String phase) {}
}
