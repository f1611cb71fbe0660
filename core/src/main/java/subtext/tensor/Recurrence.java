package subtext.tensor;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The engine's recurrent layers: one direction, any depth. B batch, T time, I input, H hidden, L
 * layers.
 *
 * <p>Where gradients are recorded the kernels for training are taken: those for inference keep
 * nothing for the way back on some devices.
 *
 * <p>Weights come layer by layer as W_ih [gH, I], W_hh [gH, H], b_ih [gH], b_hh [gH], with g gates:
 * 4 for an LSTM (input, forget, cell, output), 3 for a GRU, 1 for a plain RNN.
 */
public final class Recurrence {
  private Recurrence() {}

  /**
   * What a layer has read.
   *
   * @param outputs_BTH the top layer's hidden states
   * @param state one tensor [L, B, H] (RNN, GRU) or two (LSTM: hidden and cell), after the last
   *     step
   */
  public record Read(Tensor outputs_BTH, List<Tensor> state) {}

  /**
   * Long short-term memory (Hochreiter and Schmidhuber 1997); {@code state} holds hidden and cell.
   */
  public static Read lstm(Tensor input_BTI, List<Tensor> state, List<Tensor> weights) {
    DType products = Precision.ofProducts(weights.getFirst());
    // By hand, gradients are added to the weights themselves: to those that nothing has made, on
    // the
    // way back to what was read.
    if (Autograd.isRecording()
        && (input_BTI.requiresGradient() || state.stream().anyMatch(Tensor::requiresGradient))
        && products == DType.BF16
        && input_BTI.device().kind() == Device.Kind.CPU
        && weights.get(1).size(1) >= UnrolledLstm.WORTHWHILE
        && weights.stream().allMatch(Tensor::isLeaf)) {
      return unrolled(input_BTI, state, weights, products);
    }
    T_TensorTensorTensor_T out =
        torch.lstm(
            input_BTI.handle(),
            Tensor.vector(state),
            Tensor.vector(weights),
            /* biases= */ true,
            weights.size() / 4,
            /* dropout= */ 0,
            Autograd.isRecording(),
            /* bidirectional= */ false,
            /* batchFirst= */ true);
    return new Read(
        Tensor.share(out.get0()), List.of(Tensor.share(out.get1()), Tensor.share(out.get2())));
  }

  private static Read unrolled(
      Tensor input_BTI, List<Tensor> state, List<Tensor> weights, DType products) {
    Tensor read_BTH = input_BTI;
    List<Tensor> hidden = new ArrayList<>();
    List<Tensor> cells = new ArrayList<>();
    for (int layer = 0; layer < weights.size() / 4; layer++) {
      Read read =
          UnrolledLstm.read(
              read_BTH,
              state.get(0).select(0, layer),
              state.get(1).select(0, layer),
              weights.subList(4 * layer, 4 * layer + 4),
              products);
      read_BTH = read.outputs_BTH();
      hidden.add(read.state().get(0));
      cells.add(read.state().get(1));
    }
    return new Read(
        read_BTH,
        List.of(
            Tensor.cat(0, hidden.toArray(Tensor[]::new)),
            Tensor.cat(0, cells.toArray(Tensor[]::new))));
  }

  /** Gated recurrent unit (Cho et al. 2014). */
  public static Read gru(Tensor input_BTI, List<Tensor> state, List<Tensor> weights) {
    TensorVector vector = Tensor.vector(weights);
    return read(
        torch.gru(
            input_BTI.handle(),
            state.getFirst().handle(),
            vector,
            /* biases= */ true,
            weights.size() / 4,
            /* dropout= */ 0,
            Autograd.isRecording(),
            /* bidirectional= */ false,
            /* batchFirst= */ true));
  }

  /** Plain recurrent network with tanh (Elman 1990). */
  public static Read rnn(Tensor input_BTI, List<Tensor> state, List<Tensor> weights) {
    TensorVector vector = Tensor.vector(weights);
    return read(
        torch.rnn_tanh(
            input_BTI.handle(),
            state.getFirst().handle(),
            vector,
            /* biases= */ true,
            weights.size() / 4,
            /* dropout= */ 0,
            Autograd.isRecording(),
            /* bidirectional= */ false,
            /* batchFirst= */ true));
  }

  private static Read read(T_TensorTensor_T out) {
    return new Read(Tensor.share(out.get0()), List.of(Tensor.share(out.get1())));
  }
}
