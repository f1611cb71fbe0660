package subtext.bench.micro;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Init;
import subtext.tensor.Optimizer;
import subtext.tensor.OptimizerConfig;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

/** One step of an optimiser over 2.6 million numbers. */
public class OptimizerBenchmark extends MicroBenchmark {
  private final Parameters parameters = new Parameters(Device.CPU, DType.F32, 1);
  private final Tensor table = parameters.create("table", new Init.Uniform(1), 10_002, 256);
  private final Optimizer sgd = new Optimizer(OptimizerConfig.Sgd.DEFAULT, parameters);
  private final Optimizer adam = new Optimizer(OptimizerConfig.Adam.DEFAULT, parameters);

  /** A step takes the gradients away. */
  @Setup(Level.Invocation)
  public void gradients() {
    try (Scope scope = Scope.open()) {
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
