package subtext.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import subtext.bench.GemmRate;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Precision;
import subtext.tensor.Torch;

/** What {@code doctor} finds in libtorch, with the speed of its matrix product. */
final class Engine {
  private Engine() {}

  static List<Finding> findings() {
    return findings(Precision.BFLOAT16.isSuitedTo(Device.CPU));
  }

  /**
   * As {@link #findings()}.
   *
   * @param bfloat16 whether the processor has instructions for it: without them a product of this
   *     size takes minutes
   */
  static List<Finding> findings(boolean bfloat16) {
    List<Finding> findings = new ArrayList<>();
    findings.add(new Finding("libtorch", Torch.version()));
    findings.add(new Finding("kernels for", Torch.cpuCapability()));
    findings.add(new Finding("threads", Torch.threads()));
    findings.add(new Finding("cuda", Torch.cudaAvailable() ? "available" : "not available"));
    findings.add(gemm("float32", DType.F32));
    if (bfloat16) {
      findings.add(gemm("bfloat16", DType.BF16));
    }
    return findings;
  }

  private static Finding gemm(String name, DType type) {
    String value = String.format(Locale.ROOT, "%.0f GFLOP/s", GemmRate.gflops(type));
    return new Finding(
        "gemm " + name, value, "best of %d, side %d".formatted(GemmRate.RUNS, GemmRate.SIDE));
  }
}
