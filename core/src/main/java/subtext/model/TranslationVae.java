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
import subtext.tensor.Noise;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/**
 * A conditional variational autoencoder of a text y and the source x that it translates: p(y|x) =
 * integral of p(y|x,z) p(z|x) (Zhang et al. 2016). An encoder reads the source, and the decoder
 * attends to its states; of a translation the posterior reads which words it has, in the same table
 * of tokens. With a z of size 0 it is the plain sequence-to-sequence model, what the variational
 * one is measured against. B batch, Z latent.
 */
public final class TranslationVae implements Network {
  private static final String NOTHING_TO_DRAW = "there is no latent variable to draw";

  private final int latent;
  private final double priorShare;
  private final Parameters parameters;
  private final TokenEncoder encoder;
  private final @Nullable TokenEncoder words;
  private final @Nullable PosteriorFamily posteriors;
  private final ConditionalPrior.@Nullable Family priors;
  private final Decoder decoder;
  private final @Nullable BagOfWords bagOfWords;

  /**
   * @throws InputException if the parts cannot translate
   */
  public TranslationVae(ModelConfig config, int vocabulary, Parameters parameters) {
    this.latent = config.latent();
    this.priorShare = config.priorShare();
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
    words =
        variational
            ? new EncoderConfig.Bag(readSize, features, 0)
                .create("words", encoder::embedding, parameters, bound)
            : null;
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
   * @param blank p(y|x,z), but for what it attends to
   * @param memory what it attends to
   */
  public record Given(@Nullable ConditionalPrior prior, Decoder blank, Memory memory) {
    /** The same of the sources at {@code places}, in that order. */
    public Given rows(int[] places) {
      long[] index = Arrays.stream(places).asLongStream().toArray();
      Tensor index_N = Tensor.of(index, index.length).to(memory.states_BSM().device());
      return new Given(prior == null ? null : prior.rows(index_N), blank, memory.rows(index_N));
    }

    /** p(y|x,z). */
    public Decoder decoder() {
      return blank.over(memory);
    }

    /**
     * -log p(y|x) of each translation [B], in nats: minus the logarithm of the mean of p(y|x,z)
     * over {@code draws} of p(z|x), whose weights are all the same. Draws are keyed by (noise,
     * draw, example), so that the translations of one source are compared by the same z.
     *
     * @throws IllegalStateException without a latent variable, where p(y|x) is known as it is
     */
    public double[] nll(Observed y, int draws, Pass pass) {
      if (prior == null) {
        throw new IllegalStateException(NOTHING_TO_DRAW);
      }
      return new ImportanceWeighted(decoder(), prior, draws)
          .nll(y, prior.p(), pass, /* chunk= */ 1);
    }
  }

  /** Reads sources, which {@code x} holds as its own sentences. */
  public Given given(Observed x, Pass pass) {
    return given(x, encoder.read(x, pass));
  }

  private Given given(Observed x, TokenEncoder.Read read) {
    return new Given(
        priors == null ? null : priors.read(read.features_BF()),
        decoder,
        Memory.of(read.states_BTM(), x));
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
        posteriors == null || words == null
            ? null
            : posteriors.read(
                Tensor.cat(
                    1, read.features_BF(), words.encode(y, pass.apart(2)).to(read.features_BF())),
                pass.training());
    return new Joint(given(x, read), posterior);
  }

  /**
   * The bound of Burda et al. (2016) on -log p(y|x) of each translation [B], in nats.
   *
   * @param samples k
   * @throws IllegalStateException without a latent variable, where p(y|x) is known as it is
   */
  public double[] nll(Observed y, Joint joint, int samples, Pass pass) {
    ConditionalPrior prior = joint.given().prior();
    Posterior q = joint.posterior();
    if (prior == null || q == null) {
      throw new IllegalStateException(NOTHING_TO_DRAW);
    }
    return new ImportanceWeighted(joint.given().decoder(), prior, samples)
        .nll(y, q, pass, /* chunk= */ 1);
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
    return terms(y, joint(y, pass), pass);
  }

  /** The same of what is known of {@code y} already. */
  public Terms terms(Observed y, Joint joint, Pass pass) {
    Posterior q = joint.posterior();
    ConditionalPrior p = joint.given().prior();
    if (q == null || p == null) {
      return Terms.of(joint.given().decoder().reconstruction_B(y, null, pass));
    }
    Draw draw = q.draw(pass.noise(), 0, pass.examples());
    Tensor z_BZ = draw.z_BZ();
    Tensor kl_BD = p.of(q, draw).nats_BD();
    if (pass.training() && priorShare > 0) {
      Tensor blind_B1 = blind_B1(pass, z_BZ);
      z_BZ = z_BZ.add(p.p().mu_BZ().sub(z_BZ).mul(blind_B1));
      kl_BD = kl_BD.mul(blind_B1.neg().add(1));
    }
    return new Terms(
        joint.given().decoder().reconstruction_B(y, z_BZ, pass),
        kl_BD,
        z_BZ,
        bagOfWords == null ? null : bagOfWords.nats_B(y, draw.z_BZ()));
  }

  /**
   * 1 for the texts that are reconstructed from the mean of p(z|x), as they will be written, where
   * q is not there to be asked; else 0. Without such texts the decoder never meets that z (Sohn et
   * al. 2015, section 3.2).
   */
  private Tensor blind_B1(Pass pass, Tensor like) {
    long[] examples = pass.examples();
    float[] blind = new float[examples.length];
    for (int b = 0; b < blind.length; b++) {
      blind[b] = pass.noise().uniform(Noise.Stream.PRIOR, 0, examples[b], 0) < priorShare ? 1 : 0;
    }
    return Tensor.of(blind, blind.length, 1).to(like);
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
