package subtext.latent;

import java.util.function.Supplier;
import subtext.tensor.Tensor;

/**
 * What was drawn from posteriors, one z a row. B batch, Z latent.
 *
 * @param logDensity computes log q(z|x) of each row [B], when it is asked for; where a posterior
 *     has no density it throws {@link subtext.error.InputException}
 */
public record Draw(Tensor z_BZ, Supplier<Tensor> logDensity) {
  /** log q(z|x) of each row [B], in nats. */
  public Tensor logDensity_B() {
    return logDensity.get();
  }
}
