package subtext.nn;

import org.jspecify.annotations.Nullable;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/**
 * Self-attention, attention to a memory where there is one, and a network of one hidden layer, each
 * on what is normalised and added to what was there (Xiong et al. 2020). B batch, T time, D size, S
 * places of the memory.
 */
record TransformerLayer(
    LayerNorm selfNorm,
    Attention self,
    @Nullable LayerNorm memoryNorm,
    @Nullable Attention memory,
    LayerNorm forwardNorm,
    Linear up,
    Linear down,
    double dropout,
    long salt) {

  /**
   * Makes one.
   *
   * @param memory size of what the memory holds; 0 for none
   * @param salt of the dropout, with the three that follow it
   */
  static TransformerLayer create(
      Parameters parameters,
      String name,
      TransformerConfig config,
      int memory,
      double bound,
      long salt) {
    int size = config.size();
    return new TransformerLayer(
        LayerNorm.create(parameters, name + ".selfNorm", size),
        Attention.create(parameters, name + ".self", size, size, config.heads(), bound),
        memory == 0 ? null : LayerNorm.create(parameters, name + ".memoryNorm", size),
        memory == 0
            ? null
            : Attention.create(parameters, name + ".memory", size, memory, config.heads(), bound),
        LayerNorm.create(parameters, name + ".forwardNorm", size),
        Linear.create(parameters, name + ".up", size, config.feedForward(), bound),
        Linear.create(parameters, name + ".down", config.feedForward(), size, bound),
        config.dropout(),
        salt);
  }

  /** The states [B, T, D] after all parts, of places that see each other as {@code sight} says. */
  Tensor read(Tensor input_BTD, Transformer.Sight sight, @Nullable Memory given, Pass pass) {
    Tensor normal_BTD = selfNorm.forward(input_BTD);
    Tensor found_BTD = self.find(normal_BTD, self.see(normal_BTD), sight.mask(), sight.causal());
    return rest(
        input_BTD.add(pass.dropout(found_BTD, dropout, salt)),
        given == null ? null : see(given),
        given == null ? null : given.mask(),
        pass);
  }

  /** The keys and values of {@code given}; null of a layer that attends to none. */
  Attention.@Nullable Seen see(Memory given) {
    return memory == null ? null : memory.see(given.states_BSM());
  }

  /**
   * What one more place, [B, 1, D], and those before it let later ones see, and its state.
   *
   * @param recalled what {@link #see} gave of a memory
   * @param mask of that memory
   */
  Stepped step(
      Tensor input_B1D,
      Attention.@Nullable Seen before,
      Attention.@Nullable Seen recalled,
      @Nullable Tensor mask,
      Pass pass) {
    Tensor normal_B1D = selfNorm.forward(input_B1D);
    Attention.Seen own = self.see(normal_B1D);
    Attention.Seen seen = before == null ? own : before.and(own);
    Tensor found_B1D = self.find(normal_B1D, seen, null, false);
    return new Stepped(rest(input_B1D.add(found_B1D), recalled, mask, pass), seen);
  }

  record Stepped(Tensor state_B1D, Attention.Seen seen) {}

  private Tensor rest(
      Tensor states_BTD, Attention.@Nullable Seen recalled, @Nullable Tensor mask, Pass pass) {
    Tensor at_BTD = states_BTD;
    if (memory != null && memoryNorm != null && recalled != null) {
      Tensor found_BTD = memory.find(memoryNorm.forward(at_BTD), recalled, mask, false);
      at_BTD = at_BTD.add(pass.dropout(found_BTD, dropout, salt + 1));
    }
    Tensor hidden_BTF =
        pass.dropout(up.forward(forwardNorm.forward(at_BTD)).gelu(), dropout, salt + 2);
    return at_BTD.add(pass.dropout(down.forward(hidden_BTF), dropout, salt + 3));
  }
}
