package subtext.decoder;

import java.util.List;
import org.jspecify.annotations.Nullable;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

/** The decoder's state between two steps, each of which has a {@link Scope} of its own. */
final class Carried implements AutoCloseable {
  private Decoder.@Nullable State state;

  Decoder.State state() {
    if (state == null) {
      throw new IllegalStateException("nothing is being written");
    }
    return state;
  }

  /** Goes on with all of {@code next}, which the step's scope made from the state before. */
  void go(Scope step, Decoder.State next) {
    List<Tensor> before = state().tensors();
    List<Tensor> after = next.tensors();
    after.stream().filter(tensor -> !before.contains(tensor)).forEach(step::release);
    before.stream().filter(tensor -> !after.contains(tensor)).forEach(Tensor::close);
    state = next;
  }

  /** Goes on with the rows {@code index} (int64 [N]) of {@code next}; the state before is freed. */
  void go(Scope step, Decoder.State next, Tensor index) {
    // The rows are copies that belong to the step's scope, whatever the tensors of next belong to.
    Decoder.State rows = next.select(index);
    rows.tensors().forEach(step::release);
    close();
    state = rows;
  }

  @Override
  public void close() {
    if (state != null) {
      state.tensors().forEach(Tensor::close);
      state = null;
    }
  }
}
