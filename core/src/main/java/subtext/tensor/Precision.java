package subtext.tensor;

import java.util.function.Supplier;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What the matrix products of a forward pass are computed in. Weights, losses and KL stay float32;
 * evaluation is always {@link #FLOAT32}.
 */
public enum Precision {
  FLOAT32,
  BFLOAT16;

  /** What is said where a precision is not {@linkplain #isSuitedTo suited}. */
  public static final String UNSUITED = "this processor has no instructions for bfloat16";

  /**
   * Runs the forward pass {@code work} in this precision. The backward pass follows the forward
   * one's types by itself.
   */
  public <T> T run(Device device, Supplier<T> work) {
    if (this == FLOAT32) {
      return work.get();
    }
    // Autocast keeps the cast weights: were they not dropped, the next step would compute with the
    // old ones.
    torch.clear_cache();
    torch.set_autocast_dtype(device.type(), ScalarType.BFloat16);
    torch.set_autocast_enabled(device.type(), true);
    try {
      return work.get();
    } finally {
      torch.set_autocast_enabled(device.type(), false);
      torch.clear_cache();
    }
  }

  /** Runs {@code work}, part of a forward pass, in the types of its operands. */
  static <T> T asGiven(Device device, Supplier<T> work) {
    boolean casts = torch.is_autocast_enabled(device.type());
    torch.set_autocast_enabled(device.type(), false);
    try {
      return work.get();
    } finally {
      torch.set_autocast_enabled(device.type(), casts);
    }
  }

  /**
   * This, or float32 where the processor has no instructions for bfloat16 and would be many times
   * slower with it: a product of large matrices then takes minutes.
   */
  public Precision suitedTo(Device device) {
    return isSuitedTo(device) ? this : FLOAT32;
  }

  /** Whether {@code device} has instructions for it. */
  public boolean isSuitedTo(Device device) {
    return this == FLOAT32 || device.kind() != Device.Kind.CPU || Processor.hasBfloat16();
  }

  /** The type in which products with {@code parameter} are computed at this point of a pass. */
  public static DType ofProducts(Tensor parameter) {
    return torch.is_autocast_enabled(parameter.device().type()) ? DType.BF16 : parameter.dtype();
  }
}
