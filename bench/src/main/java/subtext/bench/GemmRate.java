package subtext.bench;

import java.util.Random;
import subtext.tensor.DType;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

/** The speed of a matrix product, which bounds that of everything else. */
public final class GemmRate {
  public static final int SIDE = 2048;
  public static final int RUNS = 5;

  private GemmRate() {}

  /**
   * GFLOP/s of the best of {@link #RUNS} products of random square matrices, after one to warm up.
   */
  public static double gflops(DType type) {
    long nanoseconds = Long.MAX_VALUE;
    try (Scope operands = Scope.open()) {
      Tensor left = random(type, 0);
      Tensor right = random(type, 1);
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

  private static Tensor random(DType type, long seed) {
    Random random = new Random(seed);
    float[] values = new float[SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat(-1, 1);
    }
    return Tensor.of(values, SIDE, SIDE).to(type);
  }
}
