package subtext.bench.micro;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.TearDown;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Init;
import subtext.tensor.Layers;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;
import subtext.tensor.SoftmaxCrossEntropy;
import subtext.tensor.Tensor;

/** Scores of 700 positions, their softmax and the way back: in one operation, and in two. */
public class SoftmaxCrossEntropyBenchmark extends MicroBenchmark {
  private static final int POSITIONS = 700;
  private static final int HIDDEN = 256;
  private static final int VOCABULARY = 10_002;

  private final Parameters parameters = new Parameters(Device.CPU, DType.F32, 1);
  private final Tensor input_NH =
      parameters.create("input", new Init.Uniform(1), POSITIONS, HIDDEN);
  private final Tensor weight_VH =
      parameters.create("weight", new Init.Uniform(0.1), VOCABULARY, HIDDEN);
  private final Tensor bias_V = parameters.create("bias", Init.ZEROS, VOCABULARY);

  /** In one operation that keeps one copy of the scores. */
  @Benchmark
  public double together() {
    try (Scope scope = Scope.open()) {
      return back(SoftmaxCrossEntropy.nats_N(input_NH, weight_VH, bias_V, targets_N()));
    }
  }

  /** As the engine's own operations. */
  @Benchmark
  public double apart() {
    try (Scope scope = Scope.open()) {
      return back(Layers.crossEntropy(input_NH.linear(weight_VH, bias_V), targets_N()));
    }
  }

  private static Tensor targets_N() {
    long[] targets = new long[POSITIONS];
    for (int n = 0; n < POSITIONS; n++) {
      targets[n] = (long) n * n % VOCABULARY;
    }
    return Tensor.of(targets, POSITIONS);
  }

  private double back(Tensor nats_N) {
    Tensor loss = nats_N.mean();
    loss.backward();
    parameters.tensors().forEach(Tensor::clearGradient);
    return loss.item();
  }

  /** Frees the parameters. */
  @TearDown
  public void close() {
    parameters.close();
  }
}
