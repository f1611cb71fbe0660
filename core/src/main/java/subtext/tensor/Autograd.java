package subtext.tensor;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Switches the recording of gradients. */
public final class Autograd {
  private Autograd() {}

  /** Whether operations record what a gradient needs. */
  public static boolean isRecording() {
    return GradMode.is_enabled();
  }

  /** Runs {@code work} without recording what a gradient would need. */
  public static <T> T without(Supplier<T> work) {
    try (NoGradGuard guard = new NoGradGuard()) {
      return work.get();
    }
  }

  /** Runs {@code work} while operations record what a gradient needs. */
  public static <T> T recording(Supplier<T> work) {
    try (AutoGradMode guard = new AutoGradMode(true)) {
      return work.get();
    }
  }

  /**
   * The gradient of the sum of {@code values} by each of {@code inputs}; zero where it is a
   * constant, such as the KL of a von Mises-Fisher distribution. Nothing is collected anywhere, so
   * that many threads may ask for gradients through the same parameters.
   */
  public static List<Tensor> gradients(Tensor values, List<Tensor> inputs) {
    if (!values.requiresGradient()) {
      return inputs.stream().map(input -> input.mul(0)).toList();
    }
    TensorVector found = torch.grad(Tensor.vector(List.of(values.sum())), Tensor.vector(inputs));
    return LongStream.range(0, found.size()).mapToObj(i -> Tensor.share(found.get(i))).toList();
  }

  /** As {@link #without(Supplier)}, for work without a result. */
  public static void withoutResult(Runnable work) {
    try (NoGradGuard guard = new NoGradGuard()) {
      work.run();
    }
  }
}
