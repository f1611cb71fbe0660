package subtext.model;

import subtext.decoder.Decoder;
import subtext.nn.Embedding;
import subtext.nn.Pass;
import subtext.nn.Tokens;
import subtext.objective.Terms;
import subtext.tensor.Parameters;

/** The decoder alone, without a latent variable: what a VAE is measured against. */
public final class LanguageModel implements TextModel {
  private final Parameters parameters;
  private final Decoder decoder;

  public LanguageModel(ModelConfig config, int vocabulary, Parameters parameters) {
    this.parameters = parameters;
    Embedding embedding =
        Embedding.create(
            parameters,
            "decoder.embedding",
            vocabulary,
            config.decoder().embedding(),
            config.initialEmbeddings());
    decoder = config.decoder().create(embedding, 0, parameters, config.initialWeights());
  }

  @Override
  public Terms terms(Tokens tokens, Pass pass) {
    return Terms.of(decoder.reconstruction_B(tokens, null, pass));
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
