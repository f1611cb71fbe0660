package subtext.latent;

import org.jspecify.annotations.Nullable;
import subtext.tensor.Noise;
import subtext.tensor.Tensor;

/** A prior p(z). B batch, Z latent. */
public interface Prior {
  /** What it is called in figures. */
  String name();

  /** log p(z), row by row [B], in nats. */
  Tensor logDensity_B(Tensor z_BZ);

  /** Draws of z [count][Z], row n keyed by {@code first + n}. */
  float[][] sample(Noise noise, long first, int count);

  /**
   * The closed form of the divergence of {@code q} from this, in nats: of each dimension [B, Z]
   * where it falls into such, else whole [B, 1]; null where there is none.
   */
  default @Nullable Tensor exact_BD(Posterior q) {
    return null;
  }

  /**
   * The divergence of {@code q} from this: its closed form where there is one, else log q(z|x) -
   * log p(z) at {@code draw}, which is right on average.
   */
  default Divergence of(Posterior q, Draw draw) {
    Tensor exact_BD = exact_BD(q);
    if (exact_BD != null) {
      return new Divergence(exact_BD, true);
    }
    Tensor nats_B = draw.logDensity_B().sub(logDensity_B(draw.z_BZ()));
    return new Divergence(nats_B.unsqueeze(1).to(draw.z_BZ()), false);
  }
}
