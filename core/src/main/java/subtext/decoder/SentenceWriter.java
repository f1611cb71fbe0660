package subtext.decoder;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import subtext.nn.Tokens;
import subtext.tensor.Autograd;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

/**
 * Writes sentences from latent vectors, many side by side; those that have ended leave the batch. B
 * batch, Z latent, V vocabulary.
 *
 * <p>Noise is keyed by (seed, example, position), so that a sentence does not depend on those
 * beside it. {@code <pad>}, {@code <s>} and {@code <unk>}, which no reader can make anything of,
 * are never written.
 */
public record SentenceWriter(
    RnnDecoder decoder, Decoding decoding, Lengths lengths, Device device, Noise noise) {

  /**
   * One sentence a row.
   *
   * @param z_BZ null for a language model
   * @param examples [B] what keys the rows' noise
   */
  public List<Written> write(@Nullable Tensor z_BZ, long[] examples) {
    return Autograd.without(
        () -> {
          try (Scope scope = Scope.open();
              Carried carried = new Carried()) {
            long[] rows = new long[examples.length];
            Arrays.setAll(rows, b -> b);
            carried.go(scope, decoder.begin(z_BZ, rows.length), index(rows));
            return switch (decoding) {
              case Decoding.Greedy greedy -> new Stepwise(this, greedy).write(carried, examples);
              case Decoding.Sampled sampled -> new Stepwise(this, sampled).write(carried, examples);
              case Decoding.Beam beam -> new BeamSearch(this, beam).write(carried, rows.length);
            };
          }
        });
  }

  /** {@code values} as int64 on the device of the decoder. */
  Tensor index(long[] values) {
    return Tensor.of(values, values.length).to(device);
  }

  /** 0 for tokens that may be written after {@code written} others, else -infinity [V]. */
  Tensor allowed_V(int written) {
    float[] allowed = new float[decoder.vocabulary()];
    allowed[Tokens.PAD] = Float.NEGATIVE_INFINITY;
    allowed[Tokens.UNKNOWN] = Float.NEGATIVE_INFINITY;
    allowed[Tokens.START] = Float.NEGATIVE_INFINITY;
    if (written < lengths.least()) {
      allowed[Tokens.END] = Float.NEGATIVE_INFINITY;
    }
    return Tensor.of(allowed, allowed.length).to(device).to(DType.F64);
  }
}
