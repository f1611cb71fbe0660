package subtext.model;

import subtext.decoder.Likelihood;
import subtext.decoder.Space;
import subtext.encoder.Encoder;
import subtext.encoder.TokenEncoder;
import subtext.nn.Embedding;
import subtext.tensor.Parameters;

/** Encoder and likelihood of a model that has both, with fresh weights in {@code parameters}. */
record Parts(ModelConfig config, int vocabulary, Parameters parameters) {

  Encoder encoder() {
    String table = config.sharedEmbeddings() ? "embedding" : "encoder.embedding";
    return config
        .encoder()
        .create(
            () -> embedding(table, config.encoder().embedding()),
            parameters,
            config.initialWeights());
  }

  /**
   * What is given {@code latent} numbers.
   *
   * @param encoder with which it may share its vectors of tokens
   */
  Likelihood likelihood(Encoder encoder, int latent) {
    return config
        .decoder()
        .create(
            () ->
                config.sharedEmbeddings() && encoder instanceof TokenEncoder reader
                    ? reader.embedding()
                    : embedding("decoder.embedding", config.decoder().embedding()),
            new Space(vocabulary, latent),
            parameters,
            config.initialWeights());
  }

  private Embedding embedding(String name, int size) {
    return Embedding.create(parameters, name, vocabulary, size, config.initialEmbeddings());
  }
}
