package subtext.app;

import java.util.List;
import java.util.Locale;
import subtext.bench.GemmRate;
import subtext.tensor.DType;
import subtext.tensor.Torch;

/** What {@code doctor} finds in libtorch, with the speed of its matrix product. */
final class Engine {
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
    String value = String.format(Locale.ROOT, "%.0f GFLOP/s", GemmRate.gflops(type));
    return new Finding(
        "gemm " + name, value, "best of %d, side %d".formatted(GemmRate.RUNS, GemmRate.SIDE));
  }
}
