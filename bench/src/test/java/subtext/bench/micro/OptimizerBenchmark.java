package subtext.bench.micro;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Init;
import subtext.tensor.Optimizer;
import subtext.tensor.OptimizerConfig;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/** One step of an optimiser over 2.6 million numbers. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"})
public class OptimizerBenchmark {
  private final Parameters parameters = new Parameters(Device.CPU, DType.F32, 1);
  private final Tensor table = parameters.create("table", new Init.Uniform(1), 10_002, 256);
  private final Optimizer sgd = new Optimizer(OptimizerConfig.Sgd.DEFAULT, parameters);
  private final Optimizer adam = new Optimizer(OptimizerConfig.Adam.DEFAULT, parameters);

  /** A step takes the gradients away. */
  @Setup(Level.Invocation)
  public void gradients() {
    try (subtext.tensor.Scope scope = subtext.tensor.Scope.open()) {
      table.sum().backward();
    }
  }

  /** Plain descent. */
  @Benchmark
  public void sgd() {
    sgd.step(1e-6, 1);
  }

  /** With two moments. */
  @Benchmark
  public void adam() {
    adam.step(1e-6, 1);
  }

  /** Frees the parameters. */
  @TearDown
  public void close() {
    sgd.close();
    adam.close();
    parameters.close();
  }
}
