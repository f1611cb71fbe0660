package subtext.tensor;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices when the backward pass of a thread has done with a table of scores, the parameter that
 * {@link SoftmaxCrossEntropy} multiplies with. Its gradient is the largest of a network that has
 * all its numbers, and the first that a backward pass completes.
 */
final class ScoreTables {
  private static final ThreadLocal<@Nullable ScoreTables> WATCHING = new ThreadLocal<>();

  private final Consumer<Tensor> complete;

  /** Uses on the way forwards that have not been met on the way back. */
  private final Map<Tensor, Integer> uses = new HashMap<>();

  private ScoreTables(Consumer<Tensor> complete) {
    this.complete = complete;
  }

  /**
   * Runs a pass forwards and back.
   *
   * @param complete hears of each table once its gradient has all that its scores bring. What else
   *     the table is used for may add to it later
   */
  static <T> T watch(Consumer<Tensor> complete, Supplier<T> pass) {
    WATCHING.set(new ScoreTables(complete));
    try {
      return pass.get();
    } finally {
      WATCHING.remove();
    }
  }

  /**
   * Notes a use of {@code table} on the way forwards.
   *
   * @return to be run when that use has added to the gradient
   */
  static Runnable used(Tensor table) {
    ScoreTables tables = WATCHING.get();
    if (tables == null) {
      return () -> {};
    }
    tables.uses.merge(table, 1, Integer::sum);
    return () -> tables.met(table);
  }

  private void met(Tensor table) {
    if (uses.merge(table, -1, Integer::sum) == 0) {
      complete.accept(table);
    }
  }
}
