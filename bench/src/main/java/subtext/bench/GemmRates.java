package subtext.bench;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Precision;

/**
 * GFLOP/s of a matrix product in each precision.
 *
 * @param bfloat16 null where the processor has no instructions for it
 */
record GemmRates(double float32, @Nullable Double bfloat16) {
  static GemmRates measure() {
    boolean both = Precision.BFLOAT16.isSuitedTo(Device.CPU);
    return new GemmRates(GemmRate.gflops(DType.F32), both ? GemmRate.gflops(DType.BF16) : null);
  }

  /** The greater rate in each precision. */
  GemmRates best(GemmRates other) {
    return new GemmRates(
        Math.max(float32, other.float32),
        bfloat16 == null || other.bfloat16 == null ? null : Math.max(bfloat16, other.bfloat16));
  }

  private @Nullable Double of(Precision precision) {
    return switch (precision) {
      case FLOAT32 -> Double.valueOf(float32);
      case BFLOAT16 -> bfloat16;
    };
  }

  /** What {@code rates} have of {@code precision}; null where it was not measured. */
  static @Nullable Summary of(List<GemmRates> rates, Precision precision) {
    List<Double> found =
        rates.stream().map(each -> each.of(precision)).flatMap(Stream::ofNullable).toList();
    return found.isEmpty() ? null : Summary.of(found, rate -> rate);
  }
}
