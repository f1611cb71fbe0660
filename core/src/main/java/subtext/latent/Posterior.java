package subtext.latent;

import org.jspecify.annotations.Nullable;
import subtext.tensor.Noise;
import subtext.tensor.Tensor;

/** Posteriors q(z|x) of B sentences, one a row. B batch, Z latent, P statistics. */
public interface Posterior {
  /** The vector [B, Z] that stands for each sentence: the mean, or on the sphere its direction. */
  Tensor location_BZ();

  /** All that there is to know of each row [B, P], in the order that its family says. */
  Tensor statistics_BP();

  /** Draws z, one a row, keyed by (noise, salt, example). Gradients flow through it. */
  Draw draw(Noise noise, long salt, long[] examples);

  /** The densities of the rows at any z; null where they can be had at their own draws only. */
  default @Nullable Densities densities() {
    return null;
  }

  /** E_q[log q(z|x)], the negative entropy of each row [B], in nats; null without closed form. */
  default @Nullable Tensor expectedLogDensity_B() {
    return null;
  }
}
