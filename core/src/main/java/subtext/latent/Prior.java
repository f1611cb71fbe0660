package subtext.latent;

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
   * The divergence of {@code q} from this: its closed form where there is one, else log q(z|x) -
   * log p(z) at {@code draw}, which is right on average.
   */
  default Divergence of(Posterior q, Draw draw) {
    Tensor nats_B = draw.logDensity_B().sub(logDensity_B(draw.z_BZ()));
    return new Divergence(nats_B.unsqueeze(1).to(draw.z_BZ()), false);
  }
}
