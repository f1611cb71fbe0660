package subtext.bench.micro;

import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

/** The mask of 32 sentences of 22 tokens of 256 numbers. */
public class DropoutBenchmark extends MicroBenchmark {
  private final long[] examples = LongStream.range(0, 32).toArray();
  private long step;

  /** A mask of its own each time. */
  @Benchmark
  public double mask() {
    try (Scope scope = Scope.open()) {
      Tensor like = Tensor.zeros(DType.F32, Device.CPU, 1);
      return new Noise(1, step++).dropoutMask(0, examples, 22 * 256, 0.5, like).size(0);
    }
  }
}
