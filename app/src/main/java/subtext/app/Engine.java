package subtext.app;

import java.util.List;
import java.util.Locale;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;
import subtext.tensor.Torch;

/** What {@code doctor} finds in libtorch, with the speed of its matrix product. */
final class Engine {
  private static final int SIDE = 2048;
  private static final int RUNS = 5;

  private Engine() {}

  static List<Finding> findings() {
    return List.of(
        new Finding("libtorch", Torch.version()),
        new Finding("kernels for", Torch.cpuCapability()),
        new Finding("threads", Torch.threads()),
        new Finding("cuda", Torch.cudaAvailable() ? "available" : "not available"),
        gemm("float32", DType.F32),
        gemm("bfloat16", DType.BF16));
  }

  private static Finding gemm(String name, DType type) {
    String value = String.format(Locale.ROOT, "%.0f GFLOP/s", gemmGflops(type));
    return new Finding("gemm " + name, value, "best of %d, side %d".formatted(RUNS, SIDE));
  }

  /** GFLOP/s of the best of {@link #RUNS} products of square matrices, after one to warm up. */
  private static double gemmGflops(DType type) {
    long nanoseconds = Long.MAX_VALUE;
    try (Scope operands = Scope.open()) {
      Tensor left = Tensor.full(0.5, type, Device.CPU, SIDE, SIDE);
      Tensor right = Tensor.full(2, type, Device.CPU, SIDE, SIDE);
      for (int run = 0; run <= RUNS; run++) {
        long start = System.nanoTime();
        try (Scope product = Scope.open()) {
          left.matmul(right);
          if (run > 0) {
            nanoseconds = Math.min(nanoseconds, System.nanoTime() - start);
          }
        }
      }
    }
    return 2.0 * SIDE * SIDE * SIDE / nanoseconds;
  }
}
