package subtext.encoder;

import subtext.nn.Embedding;
import subtext.nn.Linear;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/** Reads which words a sentence has, and not in which order. B batch, T time, D embedding. */
final class BagEncoder implements TokenEncoder {
  private static final long EMBEDDING_DROPOUT = 101;

  private final EncoderConfig.Bag config;
  private final Embedding embedding;
  private final Linear hidden;

  BagEncoder(
      EncoderConfig.Bag config,
      String name,
      Embedding embedding,
      Parameters parameters,
      double bound) {
    this.config = config;
    this.embedding = embedding;
    hidden =
        Linear.create(parameters, name + ".hidden", config.embedding(), config.hidden(), bound);
  }

  @Override
  public Embedding embedding() {
    return embedding;
  }

  @Override
  public Read read(Tensor vectors_BTD, Observed x, Pass pass) {
    Tensor kept_BTD = pass.dropout(vectors_BTD, config.dropout(), EMBEDDING_DROPOUT);
    return new Read(kept_BTD, hidden.forward(Pooling.MEAN.of(kept_BTD, x)).tanh());
  }
}
