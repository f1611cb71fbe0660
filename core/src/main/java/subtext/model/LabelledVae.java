package subtext.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import subtext.decoder.Likelihood;
import subtext.encoder.TokenEncoder;
import subtext.error.InputException;
import subtext.latent.Posterior;
import subtext.latent.Prior;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.objective.Terms;
import subtext.tensor.Autograd;
import subtext.tensor.Init;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

/**
 * A network that gives sentences their labels: by an autoencoder's latents, by a label that is a
 * latent variable itself where it is not known (both Kingma et al. 2014), or, for comparison,
 * without a latent variable. B batch, L labels, Z latent.
 */
public final class LabelledVae implements Network {
  private final ClassifierConfig classifier;
  private final int latent;
  private final Parameters parameters;
  private final Labelling labelling;
  private final Tensor labelPrior_L;
  private final Tensor logTemperature_1;

  /**
   * @throws InputException if the configuration does not say what gives sentences their labels
   */
  public LabelledVae(ModelConfig config, int vocabulary, Parameters parameters) {
    classifier = config.classifier();
    if (classifier instanceof ClassifierConfig.None || classifier.labels() < 2) {
      throw new InputException(
          "model.classifier: a model for task classify needs one of supervised, latents and"
              + " semiSupervised, and two labels or more");
    }
    this.parameters = parameters;
    labelPrior_L = parameters.constant("classifier.prior", Init.ZEROS, classifier.labels());
    logTemperature_1 = parameters.constant("classifier.logTemperature", Init.ZEROS, 1);
    labelling = labelling(config, vocabulary);
    latent = classifier instanceof ClassifierConfig.Supervised ? 0 : config.latent();
  }

  private Labelling labelling(ModelConfig config, int vocabulary) {
    double bound = config.initialWeights();
    return switch (classifier) {
      case ClassifierConfig.None none -> throw new IllegalStateException(none + " has no labels");
      case ClassifierConfig.Supervised supervised ->
          new Labelling.Supervised(
              new Parts(config, vocabulary, parameters).encoder(),
              Head.create(parameters, supervised, config.encoder().features(), bound),
              supervised.labels());
      case ClassifierConfig.Latents latents ->
          new Labelling.Latents(
              new Vae(config, vocabulary, parameters),
              Head.create(parameters, latents, config.latent(), bound),
              latents.labels(),
              latents.weight());
      case ClassifierConfig.SemiSupervised both ->
          new SemiSupervised(config, both, vocabulary, parameters, labelPrior_L);
    };
  }

  /** L. */
  public int labels() {
    return classifier.labels();
  }

  /** Scores of the labels [B, L] before they are calibrated: their softmax is q(y|x). */
  public Tensor logits_BL(Observed x, Pass pass) {
    return labelling.logits_BL(x, pass);
  }

  /** Calibrated probabilities of the labels [B, L] (Guo et al. 2017). */
  public Tensor probabilities_BL(Observed x, Pass pass) {
    return logits_BL(x, pass).div(logTemperature_1.exp()).softmax(1);
  }

  /** The logarithms of {@link #probabilities_BL}. */
  public Tensor logProbabilities_BL(Observed x, Pass pass) {
    return logits_BL(x, pass).div(logTemperature_1.exp()).logSoftmax(1);
  }

  /**
   * Calibrated probabilities of the labels [B, L] by a draw of z, keyed by {@code salt}; null where
   * no label is read from z.
   */
  public @Nullable Tensor drawnProbabilities_BL(Observed x, Pass pass, long salt) {
    Tensor logits_BL = labelling.drawnLogits_BL(x, pass, salt);
    return logits_BL == null ? null : logits_BL.div(logTemperature_1.exp()).softmax(1);
  }

  /** What scores are divided by before they become probabilities. */
  public double temperature() {
    return Math.exp(logTemperature_1.item());
  }

  /** From now on divides scores by {@code temperature}. */
  public void calibrate(double temperature) {
    set(logTemperature_1, Math.log(temperature));
  }

  /**
   * Makes p(y) what {@code counts} of the labels say, one more for each, or uniform where that was
   * asked for.
   */
  public void learnPrior(long[] counts) {
    boolean shares =
        classifier instanceof ClassifierConfig.SemiSupervised both
            && both.prior() == ClassifierConfig.LabelPrior.SHARES;
    set(
        labelPrior_L,
        Arrays.stream(counts).mapToDouble(count -> shares ? Math.log(count + 1.0) : 0).toArray());
  }

  private static void set(Tensor constant, double... values) {
    try (Scope scope = Scope.open()) {
      Autograd.withoutResult(() -> constant.copy_(Tensor.of(values, values.length)));
    }
  }

  /**
   * What sentences with a label are written from.
   *
   * @param labels p(y), [L]
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Source(Prior prior, double[] labels) {}

  /** p(z) and p(y) of sentences with a label, or null. */
  public @Nullable Source source() {
    try (Scope scope = Scope.open()) {
      return labelling instanceof SemiSupervised both
          ? new Source(both.prior(), labelPrior_L.softmax(0).toDoubles())
          : null;
    }
  }

  /**
   * q(z|x,y) of sentences whose label is {@code labels}.
   *
   * @throws IllegalStateException where {@link #source} is null
   */
  public Posterior posterior(Observed x, int[] labels, Pass pass) {
    if (labelling instanceof SemiSupervised both) {
      return both.posterior(x, labels, pass);
    }
    throw new IllegalStateException(
        "only where the label is a latent variable has z one beside it");
  }

  @Override
  public Terms terms(Observed x, Pass pass) {
    return labelling.terms(x, pass);
  }

  @Override
  public @Nullable Likelihood likelihood() {
    return labelling.likelihood();
  }

  @Override
  public @Nullable Vae asVae() {
    return labelling.vae();
  }

  @Override
  public @Nullable TokenEncoder reader() {
    return labelling.encoder() instanceof TokenEncoder reader ? reader : null;
  }

  @Override
  public int latent() {
    return latent;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }
}
