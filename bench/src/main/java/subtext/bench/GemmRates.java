package subtext.bench;

import subtext.tensor.DType;
import subtext.tensor.Precision;

/** GFLOP/s of a matrix product in each precision. */
record GemmRates(double float32, double bfloat16) {
  static GemmRates measure() {
    return new GemmRates(GemmRate.gflops(DType.F32), GemmRate.gflops(DType.BF16));
  }

  /** The greater rate in each precision. */
  GemmRates best(GemmRates other) {
    return new GemmRates(Math.max(float32, other.float32), Math.max(bfloat16, other.bfloat16));
  }

  double of(Precision precision) {
    return switch (precision) {
      case FLOAT32 -> float32;
      case BFLOAT16 -> bfloat16;
    };
  }
}
