package subtext.encoder;

import subtext.nn.Embedding;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.nn.Transformer;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/** Reads a sentence with self-attention in both directions. B batch, T time, D embedding. */
final class TransformerEncoder implements TokenEncoder {
  private final EncoderConfig.Transformer config;
  private final Embedding embedding;
  private final Transformer layers;

  TransformerEncoder(
      EncoderConfig.Transformer config, Embedding embedding, Parameters parameters, double bound) {
    this.config = config;
    this.embedding = embedding;
    layers =
        Transformer.create(parameters, "encoder", config.layersConfig(), /* memory= */ 0, bound);
  }

  @Override
  public Embedding embedding() {
    return embedding;
  }

  @Override
  public Read read(Tensor vectors_BTD, Observed x, Pass pass) {
    // Apart, for a decoder that is a Transformer, too, would drop the same numbers.
    Tensor states_BTD = layers.read(vectors_BTD, Transformer.Sight.of(x), null, pass.apart(0));
    return new Read(states_BTD, config.pooling().of(states_BTD, x));
  }
}
