package subtext.decoder;

import org.jspecify.annotations.Nullable;
import subtext.nn.Linear;
import subtext.tensor.DType;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/**
 * z's way past a decoder's network to the scores of tokens (Dieng et al. 2019). B batch, Z latent,
 * H size of a state.
 *
 * @param way from z to a vector like a state; null where there is none
 */
record Skip(@Nullable Linear way) {
  /** One where {@code wanted} and there is a latent variable. */
  static Skip create(Parameters parameters, boolean wanted, int latent, int hidden, double bound) {
    return new Skip(
        wanted && latent > 0
            ? Linear.create(parameters, Decoder.NAME + ".skip", latent, hidden, bound)
            : null);
  }

  /** {@code states} [B, H] or [B, T, H] with what z adds to each. */
  Tensor add(Tensor states, @Nullable Tensor z_BZ) {
    if (way == null || z_BZ == null) {
      return states;
    }
    Tensor added_BH = way.forward(z_BZ).to(states);
    return states.add(states.shape().length == 2 ? added_BH : added_BH.unsqueeze(1));
  }

  Skip to(DType type) {
    return new Skip(way == null ? null : way.to(type));
  }
}
