package subtext.encoder;

import org.jspecify.annotations.Nullable;
import subtext.nn.Embedding;
import subtext.nn.Pass;
import subtext.nn.Rnn;
import subtext.nn.Tokens;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/**
 * Reads a sentence with recurrent networks, in one or both directions. B batch, T time, D
 * embedding, H hidden, F features.
 */
public final class RnnEncoder {
  private static final long EMBEDDING_DROPOUT = 101;

  private final EncoderConfig config;
  private final Embedding embedding;
  private final Rnn forwards;
  private final @Nullable Rnn backwards;

  /**
   * Makes the encoder's parameters.
   *
   * @param embedding of the tokens
   * @param weightBound of the uniform initial weights, 0 for a bound by their size
   */
  public RnnEncoder(
      EncoderConfig config, Embedding embedding, Parameters parameters, double weightBound) {
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

  /** Features [B, F] of {@code tokens}. Padding has no influence. */
  public Tensor encode(Tokens tokens, Pass pass) {
    return encode(embedding.forward(tokens.targets_BT()), tokens, pass);
  }

  /** Features [B, F] of vectors in place of those of the tokens, as many as there are of those. */
  public Tensor encode(Tensor vectors_BTD, Tokens tokens, Pass pass) {
    Tensor embedded_BTD = pass.dropout(vectors_BTD, config.dropout(), EMBEDDING_DROPOUT);
    Tensor forwards_BF = pool(forwards, embedded_BTD, tokens);
    if (backwards == null) {
      return forwards_BF;
    }
    // Each sentence is reversed within its own length, so that this network, too, meets the padding
    // last.
    Tensor reversed_BTD = gatherTime(embedded_BTD, reversal_BT(tokens));
    return Tensor.cat(1, forwards_BF, pool(backwards, reversed_BTD, tokens));
  }

  private Tensor pool(Rnn rnn, Tensor input_BTD, Tokens tokens) {
    Tensor states_BTH = rnn.forward(input_BTD, rnn.blank(tokens.batch())).outputs_BTH();
    return switch (config.pooling()) {
      case LAST -> last(states_BTH, tokens);
      case MEAN -> mean(states_BTH, tokens);
      case MAX -> max(states_BTH, tokens);
      case ALL ->
          Tensor.cat(
              1, last(states_BTH, tokens), mean(states_BTH, tokens), max(states_BTH, tokens));
    };
  }

  private static Tensor last(Tensor states_BTH, Tokens tokens) {
    return gatherTime(states_BTH, last_B1(tokens)).squeeze(1);
  }

  private static Tensor mean(Tensor states_BTH, Tokens tokens) {
    Tensor mask_BT1 = tokens.mask_BT().unsqueeze(2).to(states_BTH);
    return states_BTH.mul(mask_BT1).sum(1).div(mask_BT1.sum(1));
  }

  private static Tensor max(Tensor states_BTH, Tokens tokens) {
    return states_BTH.maskedFill(tokens.mask_BT().unsqueeze(2).lt(0.5), -1e4).max(1);
  }

  private static Tensor last_B1(Tokens tokens) {
    long[] last = tokens.counts().clone();
    for (int b = 0; b < last.length; b++) {
      last[b]--;
    }
    return Tensor.of(last, last.length, 1).to(tokens.inputs_BT().device());
  }

  private static Tensor reversal_BT(Tokens tokens) {
    int time = Math.toIntExact(tokens.time());
    long[] reversal = new long[tokens.counts().length * time];
    for (int b = 0; b < tokens.counts().length; b++) {
      int count = Math.toIntExact(tokens.counts()[b]);
      for (int t = 0; t < time; t++) {
        reversal[b * time + t] = t < count ? count - 1 - t : t;
      }
    }
    return Tensor.of(reversal, tokens.counts().length, time).to(tokens.inputs_BT().device());
  }

  /** values[b][index[b][t]] for all features: [B, T', D]. */
  private static Tensor gatherTime(Tensor values_BTD, Tensor index_BT) {
    long[] shape = {index_BT.size(0), index_BT.size(1), values_BTD.size(2)};
    return values_BTD.gather(1, index_BT.unsqueeze(2).expand(shape));
  }
}
