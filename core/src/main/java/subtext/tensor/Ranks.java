package subtext.tensor;

import java.util.List;

/** The processes that train one model together, and this one's place among them. */
public sealed interface Ranks {
  /** One process alone. */
  Ranks SINGLE = new Single();

  /** This process's number, from 0. */
  int rank();

  /** How many processes there are. */
  int size();

  /** Replaces each tensor, in every process, by its mean over the processes. */
  void average(List<Tensor> tensors);

  /** One process: the mean over it is the tensor itself. */
  record Single() implements Ranks {
    @Override
    public int rank() {
      return 0;
    }

    @Override
    public int size() {
      return 1;
    }

    @Override
    public void average(List<Tensor> tensors) {
      // Nothing to average with.
    }
  }
}
