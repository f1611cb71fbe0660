package subtext.model;

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
        "normal and mixture with posteriors of the plane, uniform with vonMisesFisher, vamp with"
            + " all but flow and delta; the posterior is "
            + posterior);
    Allowed.demand(
        !sharedEmbeddings || encoder.embedding() == decoder.embedding(),
        "sharedEmbeddings",
        true,
        "only with equal encoder.embedding and decoder.embedding");
    Allowed.atLeast("bagOfWords", bagOfWords, 0);
    Allowed.atLeast("initialWeights", initialWeights, 0);
    Allowed.atLeast("initialEmbeddings", initialEmbeddings, 0);
  }
}
