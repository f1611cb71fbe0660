package subtext.encoder;

import subtext.nn.Linear;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/**
 * Reads what a frozen network makes of a sentence: vectors of length one, whose entries are brought
 * to a size of about one. B batch, N features of the network, F features.
 */
final class PretrainedEncoder implements Encoder {
  private static final long FEATURE_DROPOUT = 102;

  private final EncoderConfig.Pretrained config;
  private final Linear hidden;

  PretrainedEncoder(EncoderConfig.Pretrained config, Parameters parameters, double bound) {
    this.config = config;
    hidden =
        Linear.create(parameters, "encoder.hidden", config.dimensions(), config.hidden(), bound);
  }

  @Override
  public Tensor encode(Observed x, Pass pass) {
    Tensor features_BN = x.features_BN();
    if (features_BN == null || features_BN.size(1) != config.dimensions()) {
      throw new IllegalStateException(
          "the batch lacks the %d features of %s; SentenceFeatures makes them"
              .formatted(config.dimensions(), config.network()));
    }
    Tensor scaled_BN = features_BN.to(hidden.weight_OI()).mul(Math.sqrt(config.dimensions()));
    return hidden.forward(pass.dropout(scaled_BN, config.dropout(), FEATURE_DROPOUT)).tanh();
  }
}
