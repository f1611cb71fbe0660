package subtext.nn;

import org.jspecify.annotations.Nullable;
import subtext.tensor.DType;
import subtext.tensor.Layers;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/**
 * Attention of several heads (Vaswani et al. 2017). B batch, T time, S places that are looked at, D
 * size, M size of these, A heads.
 */
public record Attention(Linear queries, Linear keys, Linear values, Linear output, int heads) {
  /**
   * Makes one.
   *
   * @param size D, which {@code heads} divides
   * @param memory M
   * @param bound of the uniform initial weights, 0 for a bound by their size
   */
  public static Attention create(
      Parameters parameters, String name, int size, int memory, int heads, double bound) {
    return new Attention(
        Linear.create(parameters, name + ".queries", size, size, bound),
        Linear.create(parameters, name + ".keys", memory, size, bound),
        Linear.create(parameters, name + ".values", memory, size, bound),
        Linear.create(parameters, name + ".output", size, size, bound),
        heads);
  }

  /** What can be looked at, ready for many queries: [B, A, S, D / A] each. */
  public record Seen(Tensor keys, Tensor values) {
    /** This and {@code later} places behind. */
    Seen and(Seen later) {
      return new Seen(Tensor.cat(2, keys, later.keys), Tensor.cat(2, values, later.values));
    }
  }

  /** The same with weights of another type. */
  public Attention to(DType type) {
    return new Attention(queries.to(type), keys.to(type), values.to(type), output.to(type), heads);
  }

  /** What {@code memory_BSM} lets see. */
  public Seen see(Tensor memory_BSM) {
    return new Seen(split(keys.forward(memory_BSM)), split(values.forward(memory_BSM)));
  }

  /**
   * What the places of {@code input_BTD} find [B, T, D].
   *
   * @param mask true where something may be looked at, [B, 1, 1, S]; null for everywhere
   * @param causal whether a place sees itself and those before it only
   */
  public Tensor find(Tensor input_BTD, Seen seen, @Nullable Tensor mask, boolean causal) {
    Tensor found =
        Layers.attention(split(queries.forward(input_BTD)), seen.keys, seen.values, mask, causal);
    return output.forward(found.transpose(1, 2).reshape(input_BTD.shape()));
  }

  private Tensor split(Tensor states_BTD) {
    long size = states_BTD.size(2);
    return states_BTD
        .reshape(states_BTD.size(0), states_BTD.size(1), heads, size / heads)
        .transpose(1, 2);
  }
}
