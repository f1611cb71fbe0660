package subtext.model;

import subtext.decoder.RnnDecoder;
import subtext.encoder.RnnEncoder;
import subtext.latent.DiagonalGaussian;
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
    double weights = config.initialWeights();
    double embeddings = config.initialEmbeddings();
    encoder = new RnnEncoder(config.encoder(), vocabulary, parameters, weights, embeddings);
    posterior =
        Linear.create(parameters, "posterior", config.encoder().features(), 2 * latent, weights);
    decoder = new RnnDecoder(config.decoder(), vocabulary, latent, parameters, weights, embeddings);
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
