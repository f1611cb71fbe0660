package subtext.model;

import subtext.decoder.RnnDecoder;
import subtext.encoder.RnnEncoder;
import subtext.latent.DiagonalGaussian;
import subtext.nn.Embedding;
import subtext.nn.Linear;
import subtext.nn.Pass;
import subtext.nn.Tokens;
import subtext.objective.Terms;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/** A variational autoencoder of sentences (Bowman et al. 2016). B batch, Z latent. */
public final class SentenceVae implements TextModel {
  private final int latent;
  private final Parameters parameters;
  private final RnnEncoder encoder;
  private final Linear posterior;
  private final RnnDecoder decoder;

  public SentenceVae(ModelConfig config, int vocabulary, Parameters parameters) {
    this.latent = config.latent();
    this.parameters = parameters;
    double bound = config.initialWeights();
    double embeddingBound = config.initialEmbeddings();
    boolean shared = config.sharedEmbeddings();
    String readName = shared ? "embedding" : "encoder.embedding";
    int readSize = config.encoder().embedding();
    Embedding read = Embedding.create(parameters, readName, vocabulary, readSize, embeddingBound);
    encoder = new RnnEncoder(config.encoder(), read, parameters, bound);
    posterior =
        Linear.create(parameters, "posterior", config.encoder().features(), 2 * latent, bound);
    int writtenSize = config.decoder().embedding();
    Embedding written =
        shared
            ? read
            : Embedding.create(
                parameters, "decoder.embedding", vocabulary, writtenSize, embeddingBound);
    decoder = new RnnDecoder(config.decoder(), written, latent, parameters, bound);
  }

  /**
   * q(z|x) of each sentence. In the type of the parameters, whatever precision the encoder ran in.
   */
  public DiagonalGaussian posterior(Tokens tokens, Pass pass) {
    Tensor both = posterior.forward(encoder.encode(tokens, pass)).to(parameters.type());
    return new DiagonalGaussian(both.narrow(1, 0, latent), both.narrow(1, latent, latent));
  }

  @Override
  public Terms terms(Tokens tokens, Pass pass) {
    DiagonalGaussian q = posterior(tokens, pass);
    Tensor z_BZ = q.sample(pass.noise(), 0, pass.examples());
    return new Terms(decoder.reconstruction_B(tokens, z_BZ, pass), q.klToStandardNormal_BZ());
  }

  /** Size of z. */
  public int latent() {
    return latent;
  }

  @Override
  public RnnDecoder decoder() {
    return decoder;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }
}
