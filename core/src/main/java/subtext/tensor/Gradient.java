package subtext.tensor;

import java.util.function.Supplier;
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
    Tensor eachOnce = new Tensor(gradient.handle().coalesce());
    set(eachOnce);
    return new Tensor(eachOnce.handle().values()).reshape(-1);
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
