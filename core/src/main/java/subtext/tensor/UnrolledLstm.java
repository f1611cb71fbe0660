package subtext.tensor;

import java.util.List;
import org.bytedeco.pytorch.global.torch;

/**
 * One layer of an LSTM, time step by time step, with its gradient by hand. B batch, T time, N = T
 * B, I input, H hidden.
 *
 * <p>Everything that does not depend on the step before is one product over all steps: the part of
 * the gates that comes from the input, and, on the way back, the gradients of both matrices and of
 * the input. The engine's own layer adds to the gradients of the matrices once a step, which waits
 * for memory: at H 1,024, T 80 it takes 1.3 times as long forwards and backwards. At H 256 the many
 * small operations here cost more than that.
 *
 * <p>Products are in the type of the weights given; gates, cells and their gradients are in the
 * precise type.
 */
final class UnrolledLstm {
  /** Hidden size from which this beats the engine's layer. */
  static final int WORTHWHILE = 512;

  private final long time;
  private final long hidden;
  private final DType precise;
  private final Tensor input_NI;
  private final Tensor fromInput_GI;
  private final Tensor fromHidden_GH;
  // What the way back needs, step by step.
  private final Tensor hidden_TBH;
  private final Tensor cells_TBH;
  private final Tensor squashed_TBH;
  private final Tensor gates_TBG;

  private UnrolledLstm(
      Tensor input_TBI, Tensor h0_BH, Tensor c0_BH, Tensor inputWeight, Tensor hiddenWeight) {
    time = input_TBI.size(0);
    long batch = input_TBI.size(1);
    hidden = hiddenWeight.size(1);
    precise = c0_BH.dtype();
    input_NI = input_TBI.reshape(time * batch, input_TBI.size(2));
    fromInput_GI = inputWeight;
    fromHidden_GH = hiddenWeight;
    Device device = input_TBI.device();
    hidden_TBH = Tensor.empty(inputWeight.dtype(), device, time + 1, batch, hidden);
    cells_TBH = Tensor.empty(precise, device, time + 1, batch, hidden);
    squashed_TBH = Tensor.empty(precise, device, time, batch, hidden);
    gates_TBG = Tensor.empty(precise, device, time, batch, 4 * hidden);
    hidden_TBH.select(0, 0).copy_(h0_BH);
    cells_TBH.select(0, 0).copy_(c0_BH);
  }

  /**
   * Reads {@code input_BTI} from the state ({@code h0_BH}, {@code c0_BH}).
   *
   * @param weights parameters W_ih [4H, I], W_hh [4H, H], b_ih [4H], b_hh [4H]; gates in the order
   *     input, forget, cell, output
   * @param products the type in which matrices are multiplied
   */
  static Recurrence.Read read(
      Tensor input_BTI, Tensor h0_BH, Tensor c0_BH, List<Tensor> weights, DType products) {
    DType precise = weights.getFirst().dtype();
    UnrolledLstm layer =
        Autograd.without(
            () -> {
              UnrolledLstm made =
                  new UnrolledLstm(
                      input_BTI.transpose(0, 1).to(products).contiguous(),
                      h0_BH,
                      c0_BH.to(precise),
                      weights.get(0).detach().to(products),
                      weights.get(1).detach().to(products));
              made.forwards(weights.get(2).add(weights.get(3)));
              return made;
            });
    Tensor outputs_TBH = layer.hidden_TBH.narrow(0, 1, layer.time);
    Tensor linked_BTH =
        CustomGradient.attach(
            Autograd.without(() -> outputs_TBH.transpose(0, 1).contiguous()),
            List.of(input_BTI, h0_BH, c0_BH),
            gradient_BTH -> layer.backwards(gradient_BTH, weights, input_BTI, h0_BH, c0_BH));
    return new Recurrence.Read(
        linked_BTH,
        List.of(
            layer.hidden_TBH.select(0, layer.time).unsqueeze(0),
            layer.cells_TBH.select(0, layer.time).unsqueeze(0)));
  }

  private Tensor gate(Tensor gates_BG, int which) {
    return gates_BG.narrow(1, which * hidden, hidden);
  }

  private void forwards(Tensor bias_G) {
    Tensor projected_NG = input_NI.matmul(fromInput_GI.transpose(0, 1));
    Tensor projected_TBG = projected_NG.reshape(gates_TBG.shape());
    Tensor fromHidden_HG = fromHidden_GH.transpose(0, 1);
    for (long t = 0; t < time; t++) {
      try (Scope scope = Scope.open()) {
        Tensor gates_BG = gates_TBG.select(0, t);
        // Added where the product is written: no copy of it. SoftmaxCrossEntropy has the factor.
        Tensor both_BG = projected_TBG.select(0, t);
        both_BG.addMatmul_(hidden_TBH.select(0, t), fromHidden_HG);
        gates_BG.copy_(both_BG).add_(bias_G, 1);
        gates_BG.narrow(1, 0, 2 * hidden).sigmoid_();
        gate(gates_BG, 2).tanh_();
        gate(gates_BG, 3).sigmoid_();
        Tensor cell_BH = cells_TBH.select(0, t + 1);
        cell_BH.copy_(cells_TBH.select(0, t)).mul_(gate(gates_BG, 1));
        cell_BH.addProduct_(gate(gates_BG, 0), gate(gates_BG, 2), 1);
        Tensor squashed_BH = squashed_TBH.select(0, t).copy_(cell_BH).tanh_();
        hidden_TBH.select(0, t + 1).copy_(gate(gates_BG, 3).mul(squashed_BH));
      }
    }
  }

  /** Gradients of input, h0 and c0; those of the weights are added to them. */
  private List<Tensor> backwards(
      Tensor gradient_BTH, List<Tensor> weights, Tensor input_BTI, Tensor h0_BH, Tensor c0_BH) {
    Tensor arriving_TBH = gradient_BTH.transpose(0, 1).to(precise).contiguous();
    Tensor dCell_BH = Tensor.zeros(precise, c0_BH.device(), c0_BH.shape());
    Tensor dHidden_BH = Tensor.zeros(precise, c0_BH.device(), c0_BH.shape());
    Tensor dGates_TBG = Tensor.empty(fromHidden_GH.dtype(), c0_BH.device(), gates_TBG.shape());
    for (long t = time - 1; t >= 0; t--) {
      try (Scope scope = Scope.open()) {
        dHidden_BH.add_(arriving_TBH.select(0, t), 1);
        Tensor dGates_BG = dGates_TBG.select(0, t);
        dGates_BG.copy_(step(t, dHidden_BH, dCell_BH));
        dHidden_BH.copy_(dGates_BG.matmul(fromHidden_GH));
      }
    }
    Tensor dGates_NG = dGates_TBG.reshape(-1, 4 * hidden);
    Tensor dGates_GN = dGates_NG.transpose(0, 1);
    new Gradient(weights.get(0)).add(() -> dGates_GN.matmul(input_NI));
    new Gradient(weights.get(1))
        .add(() -> dGates_GN.matmul(hidden_TBH.narrow(0, 0, time).reshape(-1, hidden)));
    Tensor ones_1N = Tensor.full(1, dGates_NG.dtype(), dGates_NG.device(), 1, dGates_NG.size(0));
    Tensor dBias_G = ones_1N.matmul(dGates_NG).squeeze(0);
    new Gradient(weights.get(2)).add(() -> dBias_G);
    new Gradient(weights.get(3)).add(() -> dBias_G.mul(1)); // its own numbers: sums change them
    Tensor dInput_TBI = dGates_NG.matmul(fromInput_GI).reshape(time, -1, input_NI.size(1));
    return List.of(
        dInput_TBI.transpose(0, 1).to(input_BTI), dHidden_BH.to(h0_BH), dCell_BH.to(c0_BH));
  }

  /**
   * The gradient of the gates of step {@code t} before they were squashed; turns that of the cell
   * after the step into that of the cell before it.
   */
  private Tensor step(long t, Tensor dHidden_BH, Tensor dCell_BH) {
    Tensor gates_BG = gates_TBG.select(0, t);
    Tensor squashed_BH = squashed_TBH.select(0, t);
    Tensor dGates_BG = Tensor.empty(precise, gates_BG.device(), gates_BG.shape());
    dCell_BH.add_(tanhGradient(dHidden_BH.mul(gate(gates_BG, 3)), squashed_BH), 1);
    sigmoidGradient(dGates_BG, gates_BG, 0, dCell_BH.mul(gate(gates_BG, 2)));
    sigmoidGradient(dGates_BG, gates_BG, 1, dCell_BH.mul(cells_TBH.select(0, t)));
    gate(dGates_BG, 2).copy_(tanhGradient(dCell_BH.mul(gate(gates_BG, 0)), gate(gates_BG, 2)));
    sigmoidGradient(dGates_BG, gates_BG, 3, dHidden_BH.mul(squashed_BH));
    dCell_BH.mul_(gate(gates_BG, 1));
    return dGates_BG;
  }

  private void sigmoidGradient(Tensor dGates_BG, Tensor gates_BG, int which, Tensor dGate_BH) {
    Tensor gate_BH = gate(gates_BG, which);
    gate(dGates_BG, which)
        .copy_(new Tensor(torch.sigmoid_backward(dGate_BH.handle(), gate_BH.handle())));
  }

  /** The {@code gradient} of a {@code tanh}, taken back through it. */
  private static Tensor tanhGradient(Tensor gradient, Tensor tanh) {
    return new Tensor(torch.tanh_backward(gradient.handle(), tanh.handle()));
  }
}
