package subtext.model;

import org.jspecify.annotations.Nullable;
import subtext.config.Allowed;
import subtext.data.ImageSize;
import subtext.decoder.DecoderConfig;
import subtext.encoder.EncoderConfig;
import subtext.error.InputException;
import subtext.latent.PosteriorConfig;
import subtext.latent.PriorConfig;

/**
 * The parts of a model.
 *
 * @param latent size of z; 0 for none, where the task can do without
 * @param sharedEmbeddings whether encoder and decoder use one table of token vectors, which must
 *     then have one size
 * @param bagOfWords weight of the loss of the words, whatever their order, as read from z alone
 *     (Zhao et al. 2017); 0 for none
 * @param priorShare share of the texts that training reconstructs from the mean of their prior, not
 *     from a draw of their posterior, in a model whose prior is conditional (Sohn et al. 2015)
 * @param classifier what gives sentences their labels, of a model for {@link Task#CLASSIFY}
 * @param answer what right answers are told by, of a model for {@link Task#ANSWER}
 * @param initialWeights bound of the uniform initial weights; 0 for 1 / sqrt(size)
 * @param initialEmbeddings bound of the uniform initial embeddings; 0 for sqrt(3 / size)
 */
public record ModelConfig(
    int latent,
    PosteriorConfig posterior,
    PriorConfig prior,
    EncoderConfig encoder,
    DecoderConfig decoder,
    boolean sharedEmbeddings,
    double bagOfWords,
    double priorShare,
    ClassifierConfig classifier,
    AnswerConfig answer,
    double initialWeights,
    double initialEmbeddings) {
  public static final ModelConfig DEFAULT =
      new ModelConfig(
          32,
          PosteriorConfig.DEFAULT,
          PriorConfig.DEFAULT,
          EncoderConfig.DEFAULT,
          DecoderConfig.DEFAULT,
          false,
          0,
          0,
          ClassifierConfig.DEFAULT,
          AnswerConfig.DEFAULT,
          0,
          0);

  /** Of a model that finds no answers. */
  public ModelConfig(
      int latent,
      PosteriorConfig posterior,
      PriorConfig prior,
      EncoderConfig encoder,
      DecoderConfig decoder,
      boolean sharedEmbeddings,
      double bagOfWords,
      ClassifierConfig classifier,
      double initialWeights,
      double initialEmbeddings) {
    this(
        latent,
        posterior,
        prior,
        encoder,
        decoder,
        sharedEmbeddings,
        bagOfWords,
        0,
        classifier,
        AnswerConfig.DEFAULT,
        initialWeights,
        initialEmbeddings);
  }

  public ModelConfig {
    Allowed.between("latent", latent, 0, 65_536);
    Allowed.demand(
        latent != 1 || !(posterior instanceof PosteriorConfig.VonMisesFisher),
        "latent",
        latent,
        "at least 2 with posterior vonMisesFisher");
    Allowed.demand(
        prior.suits(posterior),
        "prior",
        prior,
        "normal, dirichlet and mixture with posteriors of the plane, uniform with"
            + " vonMisesFisher, vamp with all but flow and delta; the posterior is "
            + posterior);
    Allowed.demand(
        !(prior instanceof PriorConfig.Vamp) || encoder instanceof EncoderConfig.OfTokens,
        "prior",
        prior,
        "vamp only with an encoder that reads vectors of tokens, of which its pseudo-inputs"
            + " consist; the encoder is "
            + encoder);
    Allowed.demand(
        !sharedEmbeddings
            || (encoder instanceof EncoderConfig.OfTokens
                && encoder.embedding() == decoder.embedding()),
        "sharedEmbeddings",
        true,
        "only with an encoder of tokens, and equal encoder.embedding and decoder.embedding");
    Allowed.atLeast("bagOfWords", bagOfWords, 0);
    Allowed.between("priorShare", priorShare, 0, 1);
    Allowed.demand(
        !(classifier instanceof ClassifierConfig.SemiSupervised)
            || (bagOfWords == 0
                && !(prior instanceof PriorConfig.Vamp)
                && !(posterior instanceof PosteriorConfig.Delta)),
        "classifier",
        "semiSupervised",
        "semiSupervised without bagOfWords, prior vamp and posterior delta");
    Allowed.atLeast("initialWeights", initialWeights, 0);
    Allowed.atLeast("initialEmbeddings", initialEmbeddings, 0);
  }

  /** Whether the KL is the same whatever the encoder says, or there is none. */
  public boolean hasFixedDivergence() {
    return posterior instanceof PosteriorConfig.Delta
        || (posterior instanceof PosteriorConfig.VonMisesFisher
            && prior instanceof PriorConfig.Uniform);
  }

  /** Whether the KL is a sum over the dimensions of z. */
  public boolean hasDivergenceByDimension() {
    return (posterior instanceof PosteriorConfig.Gaussian
            || posterior instanceof PosteriorConfig.BatchNorm)
        && (prior instanceof PriorConfig.Normal || prior instanceof PriorConfig.Dirichlet);
  }

  private static EncoderConfig resolved(EncoderConfig encoder) {
    return switch (encoder) {
      case EncoderConfig.Pretrained reader -> reader.resolved();
      case EncoderConfig.Combined reader -> reader.resolved();
      default -> encoder;
    };
  }

  /** This for images of {@code size}. */
  public ModelConfig sized(ImageSize size) {
    return new ModelConfig(
        latent,
        posterior,
        prior,
        encoder instanceof EncoderConfig.OfImages reader ? reader.sized(size) : encoder,
        decoder instanceof DecoderConfig.OfImages drawer ? drawer.sized(size) : decoder,
        sharedEmbeddings,
        bagOfWords,
        priorShare,
        classifier,
        answer,
        initialWeights,
        initialEmbeddings);
  }

  /**
   * What a model of {@code task} reads that a pretrained network makes of text; null for nothing.
   */
  public EncoderConfig.@Nullable Pretrained pretrained(Task task) {
    if (!task.encodes()) {
      return null;
    }
    if (task == Task.ANSWER && answer.pretrained() != null) {
      return answer.pretrained();
    }
    return switch (encoder) {
      case EncoderConfig.Pretrained found -> found;
      case EncoderConfig.Combined(var counts, var found) -> found;
      default -> null;
    };
  }

  private ClassifierConfig classifierOf(int labels) {
    if (classifier.labels() != 0 && classifier.labels() != labels) {
      throw new InputException(
          "the model is for %d labels, but the text has %d; give text with the same labels, or begin a new run"
              .formatted(classifier.labels(), labels));
    }
    return classifier.withLabels(labels);
  }

  /**
   * The same with what the class path says of a pretrained network that is read, and for {@code
   * labels} labels.
   *
   * @throws InputException if the network is not there, or the classifier is for another number of
   *     labels
   */
  public ModelConfig resolved(Task task, int labels) {
    return new ModelConfig(
        latent,
        posterior,
        prior,
        pretrained(task) == null ? encoder : resolved(encoder),
        decoder,
        sharedEmbeddings,
        bagOfWords,
        priorShare,
        task == Task.CLASSIFY ? classifierOf(labels) : classifier,
        task == Task.ANSWER ? answer.resolved() : answer,
        initialWeights,
        initialEmbeddings);
  }
}
