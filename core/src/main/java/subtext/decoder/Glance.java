package subtext.decoder;

import java.util.List;
import org.jspecify.annotations.Nullable;
import subtext.nn.Attention;
import subtext.nn.KeyedMemory;
import subtext.nn.Linear;
import subtext.nn.Memory;
import subtext.tensor.DType;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/**
 * Global attention of a recurrent decoder (Luong et al. 2015, equation 5): each state looks at the
 * memory, and becomes tanh(W [state; what it found]). B batch, T time, H hidden, S places.
 *
 * @param given what is looked at; null until {@link #over} has said
 */
record Glance(Attention attention, Linear merge, @Nullable Memory given) {
  /**
   * Makes one.
   *
   * @param hidden H
   * @param memory size of what is looked at
   * @param bound of the uniform initial weights, 0 for a bound by their size
   */
  static Glance create(Parameters parameters, int hidden, int memory, double bound) {
    return new Glance(
        Attention.create(parameters, Decoder.NAME + ".attention", hidden, memory, 1, bound),
        Linear.create(parameters, Decoder.NAME + ".merge", 2 * hidden, hidden, bound),
        null);
  }

  Glance over(Memory memory) {
    return new Glance(attention, merge, memory);
  }

  Memory memory() {
    if (given == null) {
      throw new IllegalStateException("the decoder does not know what it attends to");
    }
    return given;
  }

  Glance to(DType type) {
    return new Glance(attention.to(type), merge.to(type), given == null ? null : given.to(type));
  }

  KeyedMemory look() {
    return new KeyedMemory(List.of(attention.see(memory().states_BSM())), memory().mask());
  }

  /** The states [B, T, H] with what they find. */
  Tensor add(Tensor states_BTH, KeyedMemory sight) {
    Tensor found_BTH = attention.find(states_BTH, sight.layers().getFirst(), sight.mask(), false);
    return merge.forward(Tensor.cat(2, states_BTH, found_BTH.to(states_BTH))).tanh();
  }
}
