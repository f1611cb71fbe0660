package subtext.tensor;

import java.util.function.Supplier;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * What backward passes have collected in a parameter. That of a table that vectors are looked up in
 * may be sparse: only the rows that were looked up stand there, beside their numbers.
 */
record Gradient(Tensor parameter) {

  /** As it stands, sparse or not; null before the first backward pass. */
  @Nullable Tensor get() {
    org.bytedeco.pytorch.Tensor gradient = parameter.handle().grad();
    return gradient.defined() ? Tensor.share(gradient) : null;
  }

  /** Every number of it; null before the first backward pass. */
  @Nullable Tensor dense() {
    Tensor gradient = get();
    return gradient != null && isSparse(gradient)
        ? new Tensor(gradient.handle().to_dense())
        : gradient;
  }

  /** All numbers of it in a row, but for those of rows that were not looked up, which are 0. */
  @Nullable Tensor numbers() {
    Tensor gradient = get();
    if (gradient == null || !isSparse(gradient)) {
      return gradient == null ? null : gradient.reshape(-1);
    }
    return eachOnce(gradient).values().reshape(-1);
  }

  /**
   * Rows that were looked up.
   *
   * @param numbers which they are (int64 [R])
   * @param values their gradients [R, ...]
   */
  record Rows(Tensor numbers, Tensor values) {}

  /** Those of a sparse one, each once; null for any other. */
  @Nullable Rows rows() {
    Tensor gradient = get();
    return gradient != null && isSparse(gradient) ? eachOnce(gradient) : null;
  }

  /** How many rows it has: those looked up of a sparse one, {@code all} of another, 0 for none. */
  long rowCount(long all) {
    Rows rows = rows();
    if (rows != null) {
      return rows.numbers().elements();
    }
    return get() == null ? 0 : all;
  }

  private Rows eachOnce(Tensor sparse) {
    Tensor eachOnce = new Tensor(sparse.handle().coalesce());
    set(eachOnce);
    return new Rows(
        new Tensor(eachOnce.handle().indices()).squeeze(0), new Tensor(eachOnce.handle().values()));
  }

  /**
   * Puts a sparse gradient in its place: the sum of {@code rows}, of which some may be the same.
   */
  void set(Rows rows) {
    set(
        new Tensor(
            torch.sparse_coo_tensor(
                rows.numbers().unsqueeze(0).handle(), rows.values().handle(), parameter.shape())));
  }

  /** Puts {@code gradient} in its place. */
  void set(Tensor gradient) {
    parameter.handle().mutable_grad().put(gradient.handle());
  }

  /** Adds {@code gradient}, of any type; asks for it only where the parameter collects one. */
  void add(Supplier<Tensor> gradient) {
    if (!parameter.requiresGradient()) {
      return;
    }
    Tensor own = get();
    Tensor added = gradient.get().to(parameter.dtype());
    if (own == null) {
      set(added);
    } else if (isSparse(own)) {
      set(added.add(own));
    } else {
      own.add_(added, 1);
    }
  }

  void clear() {
    parameter.handle().mutable_grad().reset();
  }

  private static boolean isSparse(Tensor gradient) {
    return gradient.handle().is_sparse();
  }
}
