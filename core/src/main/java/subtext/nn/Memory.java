package subtext.nn;

import org.jspecify.annotations.Nullable;
import subtext.tensor.DType;
import subtext.tensor.Tensor;

/**
 * What a decoder may attend to: the states of another text, say. B batch, S places, M size.
 *
 * @param states_BSM the places
 * @param mask true where there is something to see, [B, 1, 1, S]; null for everywhere
 */
public record Memory(Tensor states_BSM, @Nullable Tensor mask) {
  /** The states of {@code x}, but for its padding. */
  public static Memory of(Tensor states_BSM, Observed x) {
    return new Memory(states_BSM, Transformer.Sight.of(x).mask());
  }

  /** M. */
  public long size() {
    return states_BSM.size(2);
  }

  /** The mean of the places [B, M]. */
  public Tensor mean_BM() {
    if (mask == null) {
      return states_BSM.mean(1);
    }
    Tensor seen_BS1 = mask.squeeze(1).transpose(1, 2).to(states_BSM);
    return states_BSM.mul(seen_BS1).sum(1).div(seen_BS1.sum(1));
  }

  /** Each row {@code times} over, side by side. */
  public Memory repeat(long times) {
    return times == 1
        ? this
        : new Memory(
            states_BSM.repeatInterleave(0, times),
            mask == null ? null : mask.repeatInterleave(0, times));
  }

  /** The rows {@code index} (int64 [N]), in that order. */
  public Memory rows(Tensor index) {
    return new Memory(
        states_BSM.indexSelect(0, index), mask == null ? null : mask.indexSelect(0, index));
  }

  /** The same states in another type. */
  public Memory to(DType type) {
    return new Memory(states_BSM.to(type), mask);
  }

  /** {@code places_BNM} before these. */
  public Memory after(Tensor places_BNM) {
    Tensor all_BSM = Tensor.cat(1, places_BNM.to(states_BSM), states_BSM);
    if (mask == null) {
      return new Memory(all_BSM, null);
    }
    Tensor seen = Tensor.full(1, DType.F32, mask.device(), mask.size(0), 1, 1, places_BNM.size(1));
    return new Memory(all_BSM, Tensor.cat(3, seen.lt(2), mask));
  }
}
