package subtext.nn;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import subtext.tensor.Tensor;

/**
 * A {@link Memory} made ready for many queries. S places.
 *
 * @param layers its keys and values in each layer that attends to it
 * @param mask true where there is something to see, [B, 1, 1, S]; null for everywhere
 */
public record KeyedMemory(List<Attention.Seen> layers, @Nullable Tensor mask) {
  /** The rows {@code index} (int64 [N]), in that order. */
  public KeyedMemory select(Tensor index) {
    return new KeyedMemory(
        layers.stream()
            .map(
                seen ->
                    new Attention.Seen(
                        seen.keys().indexSelect(0, index), seen.values().indexSelect(0, index)))
            .toList(),
        mask == null ? null : mask.indexSelect(0, index));
  }

  /** All that it holds. */
  public List<Tensor> tensors() {
    return Stream.concat(
            layers.stream().flatMap(seen -> Stream.of(seen.keys(), seen.values())),
            Stream.ofNullable(mask))
        .toList();
  }
}
