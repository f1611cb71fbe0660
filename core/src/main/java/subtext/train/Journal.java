package subtext.train;

import subtext.error.TrainingException;
import subtext.store.RunFolder;

/** The figures of a run, row by row. */
sealed interface Journal extends AutoCloseable permits JournalFiles, Journal.Unwritten {
  /**
   * Goes on after {@code step}; later rows, of steps that will be taken again, are cut off.
   *
   * @param validated whether a validation at this very step is behind the run, or will be done
   *     again
   * @param tokens that the window of the next row already has, from before an interruption
   * @throws TrainingException if it cannot be written
   */
  static Journal open(RunFolder run, long step, boolean validated, long tokens) {
    return JournalFiles.open(run, step, validated, tokens);
  }

  /** A row of the steps in {@code window}, as means a sentence. */
  void training(long step, double epoch, TrainState.Window window, double weight, double rate);

  /**
   * A row of a validation, whose time is none of the training's; of its details TensorBoard hears
   * nothing.
   *
   * @param beginning of the validation, by {@link System#nanoTime}
   */
  void validation(long step, long beginning, Validation validation);

  /** Makes sure that every row so far survives a crash: before the checkpoint that follows them. */
  void sync();

  @Override
  void close();

  /** That of a process which leaves the writing to the first. */
  record Unwritten() implements Journal {
    @Override
    public void training(
        long step, double epoch, TrainState.Window window, double weight, double rate) {}

    @Override
    public void validation(long step, long beginning, Validation validation) {}

    @Override
    public void sync() {}

    @Override
    public void close() {}
  }
}
