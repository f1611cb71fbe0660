package subtext.model;

import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import subtext.config.Allowed;
import subtext.data.Batch;
import subtext.decoder.Likelihood;
import subtext.encoder.Encoder;
import subtext.encoder.TokenEncoder;
import subtext.latent.Draw;
import subtext.latent.Posterior;
import subtext.latent.PosteriorFamily;
import subtext.latent.Prior;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.objective.Terms;
import subtext.tensor.Init;
import subtext.tensor.Noise;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/**
 * A variational autoencoder (Kingma and Welling 2014): of sentences (Bowman et al. 2016), or of
 * whatever data its encoder reads and its likelihood knows. B batch, Z latent.
 */
public final class Vae implements Network {
  private final int latent;
  private final Parameters parameters;
  private final Encoder encoder;
  private final PosteriorFamily posteriors;
  private final Prior prior;
  private final Likelihood likelihood;
  private final @Nullable BagOfWords bagOfWords;

  public Vae(ModelConfig config, int vocabulary, Parameters parameters) {
    Allowed.demand(
        config.latent() >= 1,
        "model.latent",
        config.latent(),
        "at least 1; task: language-model is the same decoder without z");
    this.latent = config.latent();
    this.parameters = parameters;
    double bound = config.initialWeights();
    int readSize = config.encoder().embedding();
    Parts parts = new Parts(config, vocabulary, parameters);
    encoder = parts.encoder();
    posteriors = config.posterior().create(parameters, config.encoder().features(), latent, bound);
    prior =
        config
            .prior()
            .create(
                parameters,
                latent,
                posteriors,
                (count, length) -> pseudoInputs((TokenEncoder) encoder, count, length, readSize));
    likelihood = parts.likelihood(encoder, latent);
    bagOfWords = BagOfWords.of(config, vocabulary, parameters);
  }

  private Supplier<Posterior> pseudoInputs(
      TokenEncoder reader, int count, int length, int dimensions) {
    Tensor vectors_KTD =
        parameters.create("pseudoInputs", new Init.Uniform(0.1), count, length, dimensions);
    Batch blank = Batch.of(Collections.nCopies(count, new int[length - 1]));
    return () -> {
      Observed x = Observed.of(blank, parameters.device());
      Pass pass = Pass.evaluation(new Noise(0, 0), blank.examples());
      return posteriors.read(reader.encode(vectors_KTD, x, pass), pass.training());
    };
  }

  /**
   * q(z|x) of each sentence. In the type of the parameters, whatever precision the encoder ran in.
   */
  public Posterior posterior(Observed x, Pass pass) {
    return posteriors.read(encoder.encode(x, pass), pass.training());
  }

  @Override
  public Terms terms(Observed x, Pass pass) {
    return terms(x, posterior(x, pass), pass);
  }

  /** The terms of {@code x}, whose posterior {@code q} is. */
  Terms terms(Observed x, Posterior q, Pass pass) {
    Draw draw = q.draw(pass.noise(), 0, pass.examples());
    return new Terms(
        likelihood.reconstruction_B(x, draw.z_BZ(), pass),
        posteriors.hasDensity() ? prior.of(q, draw).nats_BD() : null,
        draw.z_BZ(),
        bagOfWords == null ? null : bagOfWords.nats_B(x, draw.z_BZ()));
  }

  /**
   * What several draws of z say of each sentence, in nats. B batch, S samples.
   *
   * @param reconstruction_BS -log p(x|z)
   * @param divergence_BS log q(z|x) - log p(z)
   */
  public record Weighed(Tensor reconstruction_BS, Tensor divergence_BS) {}

  /** Weighs {@code samples} draws of z for each sentence; gradients flow through all of it. */
  public Weighed weigh(Observed x, Pass pass, int samples) {
    Posterior q = posterior(x, pass);
    List<Draw> draws =
        IntStream.range(0, samples)
            .mapToObj(s -> q.draw(pass.noise(), s, pass.examples()))
            .toList();
    Tensor z_BSZ = Tensor.stack(1, draws.stream().map(Draw::z_BZ).toList());
    Tensor z_NZ = z_BSZ.reshape(x.batch() * samples, latent);
    Tensor logPosterior_BS = Tensor.stack(1, draws.stream().map(Draw::logDensity_B).toList());
    Tensor logPrior_BS = prior.logDensity_B(z_NZ).to(z_NZ).reshape(x.batch(), samples);
    Tensor reconstruction_N =
        likelihood.reconstruction_B(x.repeat(samples), z_NZ, pass.repeat(samples));
    return new Weighed(
        reconstruction_N.reshape(x.batch(), samples), logPosterior_BS.sub(logPrior_BS));
  }

  /**
   * Whether {@code parameter} belongs to q(z|x) alone. What encoder and decoder share belongs to
   * the decoder.
   */
  public static boolean infers(String parameter) {
    return parameter.startsWith("encoder.") || parameter.startsWith("posterior.");
  }

  /** What reads the data. */
  Encoder encoder() {
    return encoder;
  }

  /** The family that {@link #posterior} is of. */
  public PosteriorFamily posteriors() {
    return posteriors;
  }

  /** p(z), which the KL is measured against. */
  public Prior prior() {
    return prior;
  }

  @Override
  public Vae asVae() {
    return this;
  }

  @Override
  public @Nullable TokenEncoder reader() {
    return encoder instanceof TokenEncoder reader ? reader : null;
  }

  @Override
  public int latent() {
    return latent;
  }

  @Override
  public Likelihood likelihood() {
    return likelihood;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }
}
