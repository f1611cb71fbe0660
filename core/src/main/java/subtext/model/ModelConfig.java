package subtext.model;

import org.jspecify.annotations.Nullable;
import subtext.config.Allowed;
import subtext.decoder.DecoderConfig;
import subtext.encoder.EncoderConfig;
import subtext.latent.PosteriorConfig;
import subtext.latent.PriorConfig;

/**
 * The parts of a model.
 *
 * @param latent size of z
 * @param sharedEmbeddings whether encoder and decoder use one table of token vectors, which must
 *     then have one size
 * @param bagOfWords weight of the loss of the words, whatever their order, as read from z alone
 *     (Zhao et al. 2017); 0 for none
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
          0);

  public ModelConfig {
    Allowed.demand(latent >= 1 && latent <= 65_536, "latent", latent, "at least 1, at most 65536");
    Allowed.demand(
        prior.suits(posterior),
        "prior",
        prior,
        "normal, dirichlet and mixture with posteriors of the plane, uniform with"
            + " vonMisesFisher, vamp with all but flow and delta; the posterior is "
            + posterior);
    Allowed.demand(
        !(prior instanceof PriorConfig.Vamp) || readsTokens(encoder),
        "prior",
        prior,
        "vamp only with an encoder that reads vectors of tokens, of which its pseudo-inputs"
            + " consist; the encoder is "
            + encoder);
    Allowed.demand(
        !sharedEmbeddings || (readsTokens(encoder) && encoder.embedding() == decoder.embedding()),
        "sharedEmbeddings",
        true,
        "only with an encoder of tokens, and equal encoder.embedding and decoder.embedding");
    Allowed.atLeast("bagOfWords", bagOfWords, 0);
    Allowed.atLeast("initialWeights", initialWeights, 0);
    Allowed.atLeast("initialEmbeddings", initialEmbeddings, 0);
  }

  /** Whether it reads a sentence token by token, and could read other vectors in their place. */
  private static boolean readsTokens(EncoderConfig encoder) {
    return switch (encoder) {
      case EncoderConfig.Recurrent reader -> true;
      case EncoderConfig.Transformer reader -> true;
      case EncoderConfig.Bag reader -> true;
      case EncoderConfig.Pretrained reader -> false;
      case EncoderConfig.Counts reader -> false;
      case EncoderConfig.Combined reader -> false;
    };
  }

  private static EncoderConfig resolved(EncoderConfig encoder) {
    return switch (encoder) {
      case EncoderConfig.Pretrained reader -> reader.resolved();
      case EncoderConfig.Combined reader -> reader.resolved();
      case EncoderConfig.Recurrent reader -> reader;
      case EncoderConfig.Transformer reader -> reader;
      case EncoderConfig.Bag reader -> reader;
      case EncoderConfig.Counts reader -> reader;
    };
  }

  /**
   * The encoder of a model of {@code task}, if it reads what a pretrained network makes of text.
   */
  public EncoderConfig.@Nullable Pretrained pretrained(Task task) {
    if (!task.encodes()) {
      return null;
    }
    return switch (encoder) {
      case EncoderConfig.Pretrained found -> found;
      case EncoderConfig.Combined(var counts, var found) -> found;
      case EncoderConfig.Recurrent reader -> null;
      case EncoderConfig.Transformer reader -> null;
      case EncoderConfig.Bag reader -> null;
      case EncoderConfig.Counts reader -> null;
    };
  }

  /**
   * The same with what the class path says of a pretrained network that is read.
   *
   * @throws subtext.error.InputException if it is not there
   */
  public ModelConfig resolved(Task task) {
    return pretrained(task) == null
        ? this
        : new ModelConfig(
            latent,
            posterior,
            prior,
            resolved(encoder),
            decoder,
            sharedEmbeddings,
            bagOfWords,
            initialWeights,
            initialEmbeddings);
  }
}
