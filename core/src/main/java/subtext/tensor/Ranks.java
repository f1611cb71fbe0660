package subtext.tensor;

import java.util.List;

/**
 * The processes that train one model together, and this one's place among them. What they do
 * together each of them must do, in the same order and with tensors of the same shapes.
 */
public sealed interface Ranks extends AutoCloseable permits Ranks.Single, Gloo {
  /** One process alone. */
  Ranks SINGLE = new Single();

  /** This process's number, from 0. */
  int rank();

  /** How many processes there are. */
  int size();

  /** Whether this process speaks and writes for all. */
  boolean isFirst();

  /**
   * Begins to sum tensors over the processes, and returns while they are on their way.
   *
   * @param tensors of one type, and left to this: what they hold is lost, and the sums may take
   *     their place
   * @param owner a scope, innermost or not, that what is on its way lives as long as
   * @throws subtext.error.LostProcessException where a process is lost
   */
  Sums begin(List<Tensor> tensors, Scope owner);

  /** Sums on their way. */
  interface Sums {
    /**
     * The sums, the same to the last bit in each process, once they are there; to be asked for
     * once.
     *
     * @throws subtext.error.LostProcessException where a process is lost
     */
    List<Tensor> await();
  }

  /** As {@link #begin}, and waits for them. */
  List<Tensor> sum(List<Tensor> tensors);

  /** The sums of the numbers over the processes, the same to the last bit in each. */
  double[] sum(double... values);

  /** What the first process gives; what the others give is not looked at. */
  byte[] first(byte[] bytes);

  @Override
  void close();

  /** One process: the sum over it is the tensor itself. */
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
    public boolean isFirst() {
      return true;
    }

    @Override
    public Sums begin(List<Tensor> tensors, Scope owner) {
      return () -> tensors;
    }

    @Override
    public List<Tensor> sum(List<Tensor> tensors) {
      return tensors;
    }

    @Override
    public double[] sum(double... values) {
      return values;
    }

    @Override
    public byte[] first(byte[] bytes) {
      return bytes;
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
