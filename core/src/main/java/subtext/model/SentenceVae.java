package subtext.model;

import java.util.Collections;
import java.util.function.Supplier;
import subtext.data.Batch;
import subtext.decoder.Decoder;
import subtext.encoder.Encoder;
import subtext.latent.Draw;
import subtext.latent.Posterior;
import subtext.latent.PosteriorFamily;
import subtext.latent.Prior;
import subtext.nn.Embedding;
import subtext.nn.Pass;
import subtext.nn.Tokens;
import subtext.objective.Terms;
import subtext.tensor.Init;
import subtext.tensor.Noise;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/** A variational autoencoder of sentences (Bowman et al. 2016). B batch, Z latent. */
public final class SentenceVae implements TextModel {
  private final int latent;
  private final Parameters parameters;
  private final Encoder encoder;
  private final PosteriorFamily posteriors;
  private final Prior prior;
  private final Decoder decoder;

  public SentenceVae(ModelConfig config, int vocabulary, Parameters parameters) {
    this.latent = config.latent();
    this.parameters = parameters;
    double bound = config.initialWeights();
    double embeddingBound = config.initialEmbeddings();
    boolean shared = config.sharedEmbeddings();
    String readName = shared ? "embedding" : "encoder.embedding";
    int readSize = config.encoder().embedding();
    Embedding read = Embedding.create(parameters, readName, vocabulary, readSize, embeddingBound);
    encoder = config.encoder().create(read, parameters, bound);
    posteriors = config.posterior().create(parameters, config.encoder().features(), latent, bound);
    prior =
        config
            .prior()
            .create(
                parameters,
                latent,
                posteriors,
                (count, length) -> pseudoInputs(count, length, readSize));
    int writtenSize = config.decoder().embedding();
    Embedding written =
        shared
            ? read
            : Embedding.create(
                parameters, "decoder.embedding", vocabulary, writtenSize, embeddingBound);
    decoder = config.decoder().create(written, latent, parameters, bound);
  }

  private Supplier<Posterior> pseudoInputs(int count, int length, int dimensions) {
    Tensor vectors_KTD =
        parameters.create("pseudoInputs", new Init.Uniform(0.1), count, length, dimensions);
    Batch blank = Batch.of(Collections.nCopies(count, new int[length - 1]));
    return () -> {
      Tokens tokens = Tokens.of(blank, parameters.device());
      Pass pass = Pass.evaluation(new Noise(0, 0), blank.examples());
      return posteriors.read(encoder.encode(vectors_KTD, tokens, pass), pass.training());
    };
  }

  /**
   * q(z|x) of each sentence. In the type of the parameters, whatever precision the encoder ran in.
   */
  public Posterior posterior(Tokens tokens, Pass pass) {
    return posteriors.read(encoder.encode(tokens, pass), pass.training());
  }

  @Override
  public Terms terms(Tokens tokens, Pass pass) {
    Posterior q = posterior(tokens, pass);
    Draw draw = q.draw(pass.noise(), 0, pass.examples());
    return new Terms(
        decoder.reconstruction_B(tokens, draw.z_BZ(), pass),
        posteriors.hasDensity() ? prior.of(q, draw).nats_BD() : null);
  }

  /** The family that {@link #posterior} is of. */
  public PosteriorFamily posteriors() {
    return posteriors;
  }

  /** p(z), which the KL is measured against. */
  public Prior prior() {
    return prior;
  }

  /** Size of z. */
  public int latent() {
    return latent;
  }

  @Override
  public Decoder decoder() {
    return decoder;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }
}
