package subtext.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import subtext.decoder.Decoder;
import subtext.decoder.Likelihood;
import subtext.decoder.Space;
import subtext.encoder.EncoderConfig;
import subtext.encoder.TokenEncoder;
import subtext.error.InputException;
import subtext.latent.ConditionalPrior;
import subtext.latent.Draw;
import subtext.latent.Posterior;
import subtext.latent.PosteriorConfig;
import subtext.latent.PosteriorFamily;
import subtext.nn.Embedding;
import subtext.nn.Memory;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.objective.Terms;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/**
 * A conditional variational autoencoder of a text y and the source x that it translates: p(y|x) =
 * integral of p(y|x,z) p(z|x) (Zhang et al. 2016). One encoder reads both texts, in one table of
 * tokens; the decoder attends to the states of the source. With a z of size 0 it is the plain
 * sequence-to-sequence model, what the variational one is measured against. B batch, Z latent.
 */
public final class TranslationVae implements Network {
  private final int latent;
  private final Parameters parameters;
  private final TokenEncoder encoder;
  private final @Nullable PosteriorFamily posteriors;
  private final ConditionalPrior.@Nullable Family priors;
  private final Decoder decoder;
  private final @Nullable BagOfWords bagOfWords;

  /**
   * @throws InputException if the parts cannot translate
   */
  public TranslationVae(ModelConfig config, int vocabulary, Parameters parameters) {
    this.latent = config.latent();
    this.parameters = parameters;
    double bound = config.initialWeights();
    double embeddingBound = config.initialEmbeddings();
    boolean shared = config.sharedEmbeddings();
    int readSize = config.encoder().embedding();
    String readName = shared ? "embedding" : "encoder.embedding";
    EncoderConfig.OfTokens reader = reader(config);
    encoder =
        reader.create(
            () -> Embedding.create(parameters, readName, vocabulary, readSize, embeddingBound),
            parameters,
            bound);
    int features = config.encoder().features();
    boolean variational = latent > 0;
    posteriors =
        variational ? gaussian(config).create(parameters, 2 * features, latent, bound) : null;
    priors =
        variational ? ConditionalPrior.Family.create(parameters, features, latent, bound) : null;
    decoder =
        decoder(
            config
                .decoder()
                .create(
                    () ->
                        shared
                            ? encoder.embedding()
                            : Embedding.create(
                                parameters,
                                "decoder.embedding",
                                vocabulary,
                                config.decoder().embedding(),
                                embeddingBound),
                    new Space(vocabulary, latent, reader.states()),
                    parameters,
                    bound));
    bagOfWords = BagOfWords.of(config, vocabulary, parameters);
  }

  private static EncoderConfig.OfTokens reader(ModelConfig config) {
    if (config.encoder() instanceof EncoderConfig.OfTokens reader) {
      return reader;
    }
    throw new InputException(
        "model.encoder: translation attends to the states of tokens; take lstm, gru, rnn or"
            + " transformer");
  }

  private static Decoder decoder(Likelihood made) {
    if (made instanceof Decoder writer) {
      return writer;
    }
    throw new InputException(
        "model.decoder: a translation is text; take lstm, gru, rnn or transformer");
  }

  private static PosteriorConfig gaussian(ModelConfig config) {
    if (config.posterior() instanceof PosteriorConfig.Gaussian) {
      return config.posterior();
    }
    throw new InputException(
        "model.posterior: translation has a gaussian posterior beside its conditional prior, not "
            + config.posterior());
  }

  /**
   * What a source says of its translations.
   *
   * @param prior p(z|x); null without a latent variable
   * @param decoder p(y|x,z), which attends to the source
   */
  public record Given(@Nullable ConditionalPrior prior, Decoder decoder) {}

  /** Reads sources, which {@code x} holds as its own sentences. */
  public Given given(Observed x, Pass pass) {
    return given(x, encoder.read(x, pass));
  }

  private Given given(Observed x, TokenEncoder.Read read) {
    return new Given(
        priors == null ? null : priors.read(read.features_BF()),
        decoder.over(Memory.of(read.states_BTM(), x)));
  }

  /**
   * A translation beside its source.
   *
   * @param posterior q(z|x,y); null without a latent variable
   */
  public record Joint(Given given, @Nullable Posterior posterior) {}

  /** Reads {@code y} and its source. */
  public Joint joint(Observed y, Pass pass) {
    Observed x = source(y);
    TokenEncoder.Read read = encoder.read(x, pass.apart(1));
    Posterior posterior =
        posteriors == null
            ? null
            : posteriors.read(
                Tensor.cat(1, read.features_BF(), encoder.encode(y, pass.apart(2))),
                pass.training());
    return new Joint(given(x, read), posterior);
  }

  /** Most tokens that translations of {@code x} may have [B]: twice as many as x, and ten. */
  public static int[] most(Observed x) {
    return Arrays.stream(x.counts()).mapToInt(count -> Math.toIntExact(2 * count + 8)).toArray();
  }

  private static Observed source(Observed y) {
    Observed x = y.source();
    if (x == null) {
      throw new InputException(
          "data.source: nothing says what the texts translate; name its column, or an ending such"
              + " as .en");
    }
    return x;
  }

  @Override
  public Terms terms(Observed y, Pass pass) {
    Joint joint = joint(y, pass);
    Posterior q = joint.posterior();
    ConditionalPrior p = joint.given().prior();
    if (q == null || p == null) {
      return Terms.of(joint.given().decoder().reconstruction_B(y, null, pass));
    }
    Draw draw = q.draw(pass.noise(), 0, pass.examples());
    return new Terms(
        joint.given().decoder().reconstruction_B(y, draw.z_BZ(), pass),
        p.of(q, draw).nats_BD(),
        draw.z_BZ(),
        bagOfWords == null ? null : bagOfWords.nats_B(y, draw.z_BZ()));
  }

  @Override
  public TokenEncoder reader() {
    return encoder;
  }

  @Override
  public int latent() {
    return latent;
  }

  @Override
  public Decoder likelihood() {
    return decoder;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }
}
