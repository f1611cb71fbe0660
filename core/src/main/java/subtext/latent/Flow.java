package subtext.latent;

import java.util.List;
import subtext.tensor.Noise;
import subtext.tensor.Tensor;

/**
 * Diagonal normal distributions carried through inverse autoregressive flows (Kingma et al. 2016).
 * Their densities are known at their own draws only. B batch, Z latent, C context.
 *
 * @param start what is carried
 * @param context_BC what the flows know of the sentence
 */
public record Flow(DiagonalGaussian start, Tensor context_BC, List<AutoregressiveStep> steps)
    implements Posterior {

  /** Where the mean of the start is carried to. */
  @Override
  public Tensor location_BZ() {
    return carried(start.mu_BZ()).z_BZ();
  }

  /** The start's statistics, then the context. */
  @Override
  public Tensor statistics_BP() {
    return Tensor.cat(1, start.statistics_BP(), context_BC);
  }

  @Override
  public Draw draw(Noise noise, long salt, long[] examples) {
    Tensor before_BZ = start.sample(noise, salt, examples);
    AutoregressiveStep.Carried after = carried(before_BZ);
    return new Draw(
        after.z_BZ(), () -> start.logDensity_B(before_BZ).sub(after.logDeterminant_B()));
  }

  private AutoregressiveStep.Carried carried(Tensor z_BZ) {
    AutoregressiveStep.Carried at = new AutoregressiveStep.Carried(z_BZ, z_BZ.sum(1).mul(0));
    for (AutoregressiveStep step : steps) {
      at = step.carry(at, context_BC);
    }
    return at;
  }
}
