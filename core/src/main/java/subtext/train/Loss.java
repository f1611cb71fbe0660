package subtext.train;

import java.util.Arrays;
import subtext.latent.Prior;
import subtext.model.Network;
import subtext.model.Vae;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.objective.Bound;
import subtext.objective.MeanDiscrepancy;
import subtext.objective.ObjectiveConfig;
import subtext.objective.Terms;
import subtext.objective.WholeBatch;
import subtext.tensor.Tensor;

/**
 * What a step makes small, and its parts: scalars, means over the batch, in nats a sentence. B
 * batch, S samples, Z latent.
 *
 * @param kl 0 for a model without a latent variable
 */
record Loss(Tensor total, Tensor reconstruction, Tensor kl) {

  /**
   * The loss of {@code x}.
   *
   * @param weight of the KL
   * @param whole the batch that {@code x} is a part of
   */
  static Loss of(
      Network model,
      ObjectiveConfig objective,
      Observed x,
      Pass pass,
      double weight,
      WholeBatch whole) {
    Vae vae = model.asVae();
    return vae != null && objective.bound() instanceof Bound.Iwae(int samples)
        ? importanceWeighted(vae, samples, x, pass, weight)
        : elbo(model, objective, x, pass, weight, whole);
  }

  private static Loss elbo(
      Network model,
      ObjectiveConfig objective,
      Observed x,
      Pass pass,
      double weight,
      WholeBatch whole) {
    Terms terms = model.terms(x, pass);
    Terms weighed =
        objective.lengthPower() == 0 ? terms : terms.times(weights_B(x, objective.lengthPower()));
    Tensor total = weighed.reconstruction_B().mean();
    Tensor kl_BD = weighed.kl_BD();
    if (kl_BD != null) {
      total = total.add(objective.freeBits().counted(kl_BD, whole).mul(weight));
    }
    if (weighed.auxiliary_B() != null) {
      total = total.add(weighed.auxiliary_B().mean());
    }
    Vae vae = model.asVae();
    Tensor z_BZ = terms.z_BZ();
    if (vae != null && z_BZ != null && objective.bound() instanceof Bound.InfoVae(double much)) {
      Tensor prior_BZ = draws(vae.prior(), pass, z_BZ);
      total = total.add(MeanDiscrepancy.between(z_BZ, prior_BZ).mul(much));
    }
    Tensor reconstruction = terms.reconstruction_B().mean();
    Tensor kl_B = terms.kl_B();
    return new Loss(total, reconstruction, kl_B == null ? reconstruction.mul(0) : kl_B.mean());
  }

  /** What each text weighs, by its tokens without {@code </s>}. */
  private static Tensor weights_B(Observed x, double power) {
    double[] weights =
        Arrays.stream(x.counts())
            .mapToDouble(n -> Math.pow((double) Math.max(1, n - 1), -power))
            .toArray();
    return Tensor.of(weights, weights.length).to(x.mask_BT());
  }

  private static Tensor draws(Prior prior, Pass pass, Tensor like_BZ) {
    int rows = Math.toIntExact(like_BZ.size(0));
    float[][] draws = prior.sample(pass.noise(), 0, rows);
    int columns = draws[0].length;
    float[] values = new float[rows * columns];
    for (int b = 0; b < rows; b++) {
      System.arraycopy(draws[b], 0, values, b * columns, columns);
    }
    return Tensor.of(values, rows, columns).to(like_BZ);
  }

  private static Loss importanceWeighted(
      Vae vae, int samples, Observed x, Pass pass, double weight) {
    Vae.Weighed weighed = vae.weigh(x, pass, samples);
    Tensor logWeights_BS =
        weighed.reconstruction_BS().add(weighed.divergence_BS().mul(weight)).neg();
    Tensor total = logWeights_BS.logSumExp(1).add(-Math.log(samples)).mean().neg();
    return new Loss(total, weighed.reconstruction_BS().mean(), weighed.divergence_BS().mean());
  }
}
