package subtext.tensor;

import java.util.function.Supplier;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.NoGradGuard;

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

  /** As {@link #without(Supplier)}, for work without a result. */
  public static void withoutResult(Runnable work) {
    try (NoGradGuard guard = new NoGradGuard()) {
      work.run();
    }
  }
}
