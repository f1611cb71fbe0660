package subtext.tensor;

import org.bytedeco.pytorch.T_TensorTensor_T;

/** Entries of the last dimension, largest first: their values and their indices (int64). */
public record Ranked(Tensor values, Tensor indices) {
  /** The {@code count} largest of {@code tensor}. */
  public static Ranked top(Tensor tensor, long count) {
    return of(tensor.handle().topk(count));
  }

  /** All of {@code tensor}. */
  public static Ranked all(Tensor tensor) {
    return of(tensor.handle().sort(-1, true));
  }

  private static Ranked of(T_TensorTensor_T pair) {
    return new Ranked(Tensor.share(pair.get0()), Tensor.share(pair.get1()));
  }
}
