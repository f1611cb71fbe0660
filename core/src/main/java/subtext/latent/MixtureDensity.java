package subtext.latent;

import java.util.ArrayList;
import java.util.List;
import subtext.tensor.DType;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

/**
 * log p(z) of many z under a weighted mean of K distributions, such as the aggregate posterior q(z)
 * = 1/N sum over x of q(z|x). N draws of z take [n, K] numbers at a time, never [N, K, Z].
 *
 * @param logWeights_K float64, or [1] for equal weights
 */
public record MixtureDensity(Densities components, int count, Tensor logWeights_K) {
  /** Scores held at once: 32 MiB. */
  private static final long SCORES = 1L << 22;

  /** Of components that weigh the same. */
  public static MixtureDensity even(Densities components, int count, Tensor like) {
    return new MixtureDensity(
        components, count, Tensor.full(-Math.log(count), DType.F64, like.device(), 1));
  }

  /** log p(z) of each row [B], in float64: nats. */
  public Tensor logDensity_B(Tensor z_BZ) {
    long rows = z_BZ.size(0);
    long chunk = Math.max(1, SCORES / count);
    if (rows <= chunk) {
      return atOnce(z_BZ);
    }
    List<Tensor> parts = new ArrayList<>();
    for (long at = 0; at < rows; at += chunk) {
      Tensor part_nZ = z_BZ.narrow(0, at, Math.min(chunk, rows - at));
      parts.add(Scope.run(() -> atOnce(part_nZ)));
    }
    return Tensor.cat(0, parts.toArray(Tensor[]::new));
  }

  private Tensor atOnce(Tensor z_nZ) {
    return components.at(z_nZ).add(logWeights_K).logSumExp(1);
  }
}
