package subtext.tensor;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices when the backward pass of a thread has done with a table of scores, the parameter that
 * {@link SoftmaxCrossEntropy} multiplies with: long before it has done with the rest.
 */
final class ScoreTable {
  private static final ThreadLocal<@Nullable ScoreTable> WATCHED = new ThreadLocal<>();

  private final Tensor table;
  private final Runnable complete;

  /** Uses on the way forwards that have not been met on the way back. */
  private int uses;

  private ScoreTable(Tensor table, Runnable complete) {
    this.table = table;
    this.complete = complete;
  }

  /**
   * Runs a pass forwards and back.
   *
   * @param complete runs once the gradient of {@code table} has all that the pass's scores bring
   */
  static <T> T watch(Tensor table, Runnable complete, Supplier<T> pass) {
    WATCHED.set(new ScoreTable(table, complete));
    try {
      return pass.get();
    } finally {
      WATCHED.remove();
    }
  }

  /**
   * Notes a use of {@code weight} on the way forwards.
   *
   * @return to be run when that use has added to the gradient
   */
  static Runnable used(Tensor weight) {
    ScoreTable watched = WATCHED.get();
    if (watched == null || watched.table != weight) {
      return () -> {};
    }
    watched.uses++;
    return watched::met;
  }

  private void met() {
    uses--;
    if (uses == 0) {
      complete.run();
    }
  }
}
