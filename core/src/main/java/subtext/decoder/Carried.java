package subtext.decoder;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

/** The decoder's state between two steps, each of which has a {@link Scope} of its own. */
final class Carried implements AutoCloseable {
  private RnnDecoder.@Nullable State state;

  RnnDecoder.State state() {
    if (state == null) {
      throw new IllegalStateException("nothing is being written");
    }
    return state;
  }

  /** Goes on with all of {@code next}, which the step's scope made from the state before. */
  void go(Scope step, RnnDecoder.State next) {
    List<Tensor> before = tensors(state());
    List<Tensor> after = tensors(next);
    after.stream().filter(tensor -> !before.contains(tensor)).forEach(step::release);
    before.stream().filter(tensor -> !after.contains(tensor)).forEach(Tensor::close);
    state = next;
  }

  /** Goes on with the rows {@code index} (int64 [N]) of {@code next}; the state before is freed. */
  void go(Scope step, RnnDecoder.State next, Tensor index) {
    // The rows are copies that belong to the step's scope, whatever the tensors of next belong to.
    RnnDecoder.State rows = next.select(index);
    tensors(rows).forEach(step::release);
    close();
    state = rows;
  }

  @Override
  public void close() {
    if (state != null) {
      tensors(state).forEach(Tensor::close);
      state = null;
    }
  }

  private static List<Tensor> tensors(RnnDecoder.State state) {
    List<Tensor> tensors = new ArrayList<>(state.recurrent());
    if (state.z_BZ() != null) {
      tensors.add(state.z_BZ());
    }
    return tensors;
  }
}
