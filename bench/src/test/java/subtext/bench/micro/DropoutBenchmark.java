package subtext.bench.micro;

import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Tensor;

/** The mask of 32 sentences of 22 tokens of 256 numbers. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"})
public class DropoutBenchmark {
  private final long[] examples = LongStream.range(0, 32).toArray();
  private long step;

  /** A mask of its own each time. */
  @Benchmark
  public double mask() {
    try (subtext.tensor.Scope scope = subtext.tensor.Scope.open()) {
      Tensor like = Tensor.zeros(DType.F32, Device.CPU, 1);
      return new Noise(1, step++).dropoutMask(0, examples, 22 * 256, 0.5, like).size(0);
    }
  }
}
