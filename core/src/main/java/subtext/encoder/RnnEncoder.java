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
  public Read read(Tensor vectors_BTD, Observed x, Pass pass) {
    Tensor embedded_BTD = pass.dropout(vectors_BTD, config.dropout(), EMBEDDING_DROPOUT);
    Tensor states_BTH = states(forwards, embedded_BTD, x);
    Tensor features_BF = config.pooling().of(states_BTH, x);
    if (backwards == null) {
      return new Read(states_BTH, features_BF);
    }
    // Each sentence is reversed within its own length, so that this network, too, meets the padding
    // last.
    Tensor reversal_BT = reversal_BT(x);
    Tensor back_BTH = states(backwards, Pooling.gatherTime(embedded_BTD, reversal_BT), x);
    return new Read(
        Tensor.cat(2, states_BTH, Pooling.gatherTime(back_BTH, reversal_BT)),
        Tensor.cat(1, features_BF, config.pooling().of(back_BTH, x)));
  }

  private static Tensor states(Rnn rnn, Tensor input_BTD, Observed x) {
    return rnn.forward(input_BTD, rnn.blank(x.batch())).outputs_BTH();
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
