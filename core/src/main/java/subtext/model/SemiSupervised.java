package subtext.model;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import subtext.decoder.Likelihood;
import subtext.encoder.Encoder;
import subtext.latent.Draw;
import subtext.latent.Posterior;
import subtext.latent.PosteriorFamily;
import subtext.latent.Prior;
import subtext.nn.Linear;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.objective.Terms;
import subtext.tensor.Noise;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/**
 * The semi-supervised VAE, M2 of Kingma et al. (2014): x is written from z and its label y, and a
 * label that is not known is a latent variable with the posterior q(y|x). B batch, F features, L
 * labels, Z latent, K values of y that a sentence without a label is looked at with, N = K times
 * the sentences without a label, and then those with one; D parts of the KL.
 *
 * <p>The bound of a sentence with a label is that on log p(x, y), of one without
 *
 * <pre>
 * log p(x) >= sum over y of q(y|x) (log p(x|y,z) - KL(q(z|x,y) || p(z))) - KL(q(y|x) || p(y)).
 * </pre>
 *
 * <p>Up to so many labels as the configuration says, the sum is exact (K = L). With more, y is
 * drawn from a relaxed distribution that gradients flow through (Gumbel-softmax; Jang et al. 2017,
 * Maddison et al. 2017), and out of training from q(y|x) itself. All values of y of one sentence
 * share their noise of z.
 */
final class SemiSupervised implements Labelling {
  private final ClassifierConfig.SemiSupervised config;
  private final Encoder encoder;
  private final Head head;
  private final @Nullable Linear joint;
  private final PosteriorFamily posteriors;
  private final Prior prior;
  private final Likelihood likelihood;
  private final Tensor labelPrior_L;

  /**
   * @param labelPrior_L log p(y), up to a constant
   */
  SemiSupervised(
      ModelConfig model,
      ClassifierConfig.SemiSupervised config,
      int vocabulary,
      Parameters parameters,
      Tensor labelPrior_L) {
    this.config = config;
    this.labelPrior_L = labelPrior_L;
    double bound = model.initialWeights();
    Parts parts = new Parts(model, vocabulary, parameters);
    encoder = parts.encoder();
    int features = model.encoder().features();
    head = Head.create(parameters, config, features, bound);
    int read = features + config.labels();
    joint =
        config.hidden() == 0
            ? null
            : Linear.create(parameters, "posterior.joint", read, config.hidden(), bound);
    posteriors =
        model
            .posterior()
            .create(
                parameters, config.hidden() == 0 ? read : config.hidden(), model.latent(), bound);
    prior =
        model
            .prior()
            .create(
                parameters,
                model.latent(),
                posteriors,
                (count, length) -> {
                  throw new IllegalStateException("a prior of pseudo-inputs is refused");
                });
    likelihood = parts.likelihood(encoder, model.latent() + config.labels());
  }

  @Override
  public Tensor logits_BL(Observed x, Pass pass) {
    return head.logits_BL(encoder.encode(x, pass), pass);
  }

  @Override
  public Terms terms(Observed x, Pass pass) {
    Tensor features_BF = encoder.encode(x, pass);
    Tensor logits_BL = head.logits_BL(features_BF, pass);
    KnownLabels labels = new KnownLabels(x, config.labels());
    Values values = values(labels, logits_BL, pass);
    Observed x_N = x.rows(values.places);
    Pass pass_N = pass.rows(values.places);
    Posterior q =
        posteriors.read(
            joint(features_BF.indexSelect(0, index(values.places, logits_BL)), values.y_NL),
            pass.training());
    Draw draw = q.draw(pass_N.noise(), 0, pass_N.examples());
    Tensor rec_N = likelihood.reconstruction_B(x_N, given(draw.z_BZ(), values.y_NL), pass_N);
    return new Terms(
        values.gather(rec_N.unsqueeze(1)).squeeze(1),
        values.gather(prior.of(q, draw).nats_BD()),
        null,
        labelTerms_B(labels, logits_BL));
  }

  /** q(z|x,y) of sentences whose label is {@code labels}. */
  Posterior posterior(Observed x, int[] labels, Pass pass) {
    Tensor features_BF = encoder.encode(x, pass);
    float[] ones = new float[labels.length * config.labels()];
    for (int b = 0; b < labels.length; b++) {
      ones[b * config.labels() + labels[b]] = 1;
    }
    Tensor y_BL = Tensor.of(ones, labels.length, config.labels()).to(features_BF);
    return posteriors.read(joint(features_BF, y_BL), pass.training());
  }

  /** What q(z|x,y) is read from. */
  private Tensor joint(Tensor features_NF, Tensor y_NL) {
    Tensor both = Tensor.cat(1, features_NF, y_NL.to(features_NF));
    return joint == null ? both : joint.forward(both).tanh();
  }

  /** What the likelihood is given: z and y side by side [N, Z + L]. */
  private static Tensor given(Tensor z_NZ, Tensor y_NL) {
    return Tensor.cat(1, z_NZ, y_NL.to(z_NZ));
  }

  /**
   * KL(q(y|x) || p(y)) [B], with what is known of y in place of q(y|x) where there is a label; and
   * there the weighed cross entropy.
   */
  private Tensor labelTerms_B(KnownLabels labels, Tensor logits_BL) {
    Tensor logPosterior_BL = logits_BL.logSoftmax(1);
    Tensor logPrior_1L = labelPrior_L.logSoftmax(0).unsqueeze(0);
    Tensor kl_B = logPosterior_BL.exp().mul(logPosterior_BL.sub(logPrior_1L)).sum(1);
    Tensor known_B =
        labels
            .oneHot_BL(logits_BL)
            .mul(logPosterior_BL.mul(config.weight()).add(logPrior_1L))
            .sum(1)
            .neg();
    return kl_B.mul(labels.unknown_B(logits_BL)).add(known_B);
  }

  /** The labels that each sentence is looked at with. */
  private Values values(KnownLabels labels, Tensor logits_BL, Pass pass) {
    int[] unknown = labels.unknown();
    int[] known = labels.known();
    int copies = config.sums() ? config.labels() : config.samples();
    IntStream repeated =
        Arrays.stream(unknown).flatMap(b -> IntStream.range(0, copies).map(k -> b));
    int[] places = IntStream.concat(repeated, Arrays.stream(known)).toArray();
    Tensor told_ML = labels.oneHot_BL(logits_BL).indexSelect(0, index(known, logits_BL));
    Tensor own_UL = logits_BL.indexSelect(0, index(unknown, logits_BL));
    if (config.sums()) {
      Tensor each_NL = each_NL(unknown.length, logits_BL);
      return new Values(places, Tensor.cat(0, each_NL, told_ML), unknown, known, own_UL.softmax(1));
    }
    Tensor drawn_NL = drawn_NL(own_UL, unknown, pass);
    Tensor even_UK =
        Tensor.full(1.0 / copies, logits_BL.dtype(), logits_BL.device(), unknown.length, copies);
    return new Values(places, Tensor.cat(0, drawn_NL, told_ML), unknown, known, even_UK);
  }

  /** Every label for each of {@code sentences} sentences, [sentences * L, L]. */
  private Tensor each_NL(int sentences, Tensor like) {
    int labels = config.labels();
    float[] ones = new float[sentences * labels * labels];
    for (int n = 0; n < sentences * labels; n++) {
      ones[n * labels + n % labels] = 1;
    }
    return Tensor.of(ones, (long) sentences * labels, labels).to(like);
  }

  /** Draws of y for the sentences at {@code places}, those of one side by side. */
  private Tensor drawn_NL(Tensor logits_UL, int[] places, Pass pass) {
    int labels = config.labels();
    int samples = config.samples();
    float[] gumbel = new float[places.length * samples * labels];
    for (int n = 0; n < places.length * samples; n++) {
      long example = pass.examples()[places[n / samples]];
      for (int y = 0; y < labels; y++) {
        double uniform = pass.noise().uniform(Noise.Stream.LABEL, n % samples, example, y);
        gumbel[n * labels + y] = (float) -Math.log(-Math.log(uniform));
      }
    }
    Tensor gumbel_NL = Tensor.of(gumbel, (long) places.length * samples, labels).to(logits_UL);
    Tensor scores_NL = logits_UL.repeatInterleave(0, samples).add(gumbel_NL);
    // Scores over a temperature of almost 0 are a draw of q(y|x) itself (Gumbel 1954).
    double temperature = pass.training() ? config.temperature() : 1e-6;
    return scores_NL.mul(1 / temperature).softmax(1);
  }

  private static Tensor index(int[] places, Tensor like) {
    long[] index = Arrays.stream(places).asLongStream().toArray();
    return Tensor.of(index, index.length).to(like.device());
  }

  @Override
  public Encoder encoder() {
    return encoder;
  }

  @Override
  public Likelihood likelihood() {
    return likelihood;
  }

  /**
   * Which sentences stand beside which labels. U sentences without a label.
   *
   * @param places [N] of the sentences in the batch
   * @param unknown [U] places of those without a label
   * @param known places of those with one
   * @param weights_UK of the values of y, with the sum 1
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Values(int[] places, Tensor y_NL, int[] unknown, int[] known, Tensor weights_UK) {

    /** The weighed mean over the values of y of each sentence, in the order of the batch [B, D]. */
    Tensor gather(Tensor values_ND) {
      long parts = values_ND.size(1);
      long copies = weights_UK.size(1);
      Tensor weighed_UD =
          values_ND
              .narrow(0, 0, unknown.length * copies)
              .reshape(unknown.length, copies, parts)
              .mul(weights_UK.unsqueeze(2))
              .sum(1);
      Tensor known_MD = values_ND.narrow(0, unknown.length * copies, known.length);
      int[] order = new int[unknown.length + known.length];
      for (int i = 0; i < order.length; i++) {
        order[i < unknown.length ? unknown[i] : known[i - unknown.length]] = i;
      }
      return Tensor.cat(0, weighed_UD, known_MD).indexSelect(0, index(order, values_ND));
    }
  }

  /** log p(z) and draws of it. */
  Prior prior() {
    return prior;
  }
}
