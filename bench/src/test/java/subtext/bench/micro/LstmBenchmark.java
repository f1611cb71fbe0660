package subtext.bench.micro;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.TearDown;
import subtext.nn.Cell;
import subtext.nn.Rnn;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Init;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

/** A layer of 256 that reads 32 sentences of 22 tokens, and the way back. */
public class LstmBenchmark extends MicroBenchmark {
  private static final int SIZE = 256;

  private final Parameters parameters = new Parameters(Device.CPU, DType.F32, 1);
  private final Tensor input_BTI = parameters.create("input", new Init.Uniform(1), 32, 22, SIZE);
  private final Rnn layer = Rnn.create(parameters, "layer", Cell.LSTM, SIZE, SIZE, 1, 0);

  /** There and back. */
  @Benchmark
  public double lstm() {
    try (Scope scope = Scope.open()) {
      Tensor loss = layer.forward(input_BTI, layer.blank(32)).outputs_BTH().square().mean();
      loss.backward();
      parameters.tensors().forEach(Tensor::clearGradient);
      return loss.item();
    }
  }

  /** Frees the parameters. */
  @TearDown
  public void close() {
    parameters.close();
  }
}
