package subtext.model;

import subtext.decoder.Likelihood;
import subtext.decoder.Space;
import subtext.nn.Embedding;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.objective.Terms;
import subtext.tensor.Parameters;

/** The decoder alone, without a latent variable: what a VAE is measured against. */
public final class LanguageModel implements Network {
  private final Parameters parameters;
  private final Likelihood likelihood;

  public LanguageModel(ModelConfig config, int vocabulary, Parameters parameters) {
    this.parameters = parameters;
    likelihood =
        config
            .decoder()
            .create(
                () ->
                    Embedding.create(
                        parameters,
                        "decoder.embedding",
                        vocabulary,
                        config.decoder().embedding(),
                        config.initialEmbeddings()),
                new Space(vocabulary, 0),
                parameters,
                config.initialWeights());
  }

  @Override
  public Terms terms(Observed x, Pass pass) {
    return Terms.of(likelihood.reconstruction_B(x, null, pass));
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
