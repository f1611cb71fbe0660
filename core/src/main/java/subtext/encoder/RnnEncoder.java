package subtext.encoder;

import org.jspecify.annotations.Nullable;
import subtext.nn.Embedding;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.nn.Rnn;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/**
 * Reads a sentence with recurrent networks, in one or both directions. B batch, T time, D
 * embedding, H hidden, F features.
 */
final class RnnEncoder implements TokenEncoder {
  private static final long EMBEDDING_DROPOUT = 101;

  private final EncoderConfig.Recurrent config;
  private final Embedding embedding;
  private final Rnn forwards;
  private final @Nullable Rnn backwards;

  /**
   * Makes the encoder's parameters.
   *
   * @param embedding of the tokens
   * @param weightBound of the uniform initial weights, 0 for a bound by their size
   */
  RnnEncoder(
      EncoderConfig.Recurrent config,
      Embedding embedding,
      Parameters parameters,
      double weightBound) {
    this.config = config;
    this.embedding = embedding;
    forwards = rnn("encoder.forwards", parameters, weightBound);
    backwards = config.bidirectional() ? rnn("encoder.backwards", parameters, weightBound) : null;
  }

  private Rnn rnn(String name, Parameters parameters, double bound) {
    return Rnn.create(
        parameters,
        name,
        config.kind(),
        config.embedding(),
        config.hidden(),
        config.layers(),
        bound);
  }

  @Override
  public Embedding embedding() {
    return embedding;
  }

  @Override
  public Tensor encode(Tensor vectors_BTD, Observed x, Pass pass) {
    Tensor embedded_BTD = pass.dropout(vectors_BTD, config.dropout(), EMBEDDING_DROPOUT);
    Tensor forwards_BF = pool(forwards, embedded_BTD, x);
    if (backwards == null) {
      return forwards_BF;
    }
    // Each sentence is reversed within its own length, so that this network, too, meets the padding
    // last.
    Tensor reversed_BTD = Pooling.gatherTime(embedded_BTD, reversal_BT(x));
    return Tensor.cat(1, forwards_BF, pool(backwards, reversed_BTD, x));
  }

  private Tensor pool(Rnn rnn, Tensor input_BTD, Observed x) {
    Tensor states_BTH = rnn.forward(input_BTD, rnn.blank(x.batch())).outputs_BTH();
    return config.pooling().of(states_BTH, x);
  }

  private static Tensor reversal_BT(Observed x) {
    int time = Math.toIntExact(x.time());
    long[] reversal = new long[x.counts().length * time];
    for (int b = 0; b < x.counts().length; b++) {
      int count = Math.toIntExact(x.counts()[b]);
      for (int t = 0; t < time; t++) {
        reversal[b * time + t] = t < count ? count - 1 - t : t;
      }
    }
    return Tensor.of(reversal, x.counts().length, time).to(x.inputs_BT().device());
  }
}
