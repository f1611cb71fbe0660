package subtext.encoder;

import subtext.config.Allowed;
import subtext.nn.Cell;

/**
 * A recurrent encoder.
 *
 * @param kind of cell
 * @param embedding size of a token's vector
 * @param hidden size of a state, in each direction
 * @param layers stacked
 * @param bidirectional whether a second network reads from the end
 * @param pooling what of the states is kept
 * @param dropout on the embeddings, in [0, 1)
 */
public record EncoderConfig(
    Cell kind,
    int embedding,
    int hidden,
    int layers,
    boolean bidirectional,
    Pooling pooling,
    double dropout) {
  public static final EncoderConfig DEFAULT =
      new EncoderConfig(Cell.LSTM, 256, 256, 1, false, Pooling.LAST, 0);

  /** How the states of a sentence become one vector. */
  public enum Pooling {
    /** The state after the last token. */
    LAST,
    /** The mean of all states. */
    MEAN,
    /** The largest value of each feature. */
    MAX,
    /** All three, joined. */
    ALL
  }

  public EncoderConfig {
    Allowed.atLeast("embedding", embedding, 1);
    Allowed.atLeast("hidden", hidden, 1);
    Allowed.atLeast("layers", layers, 1);
    Allowed.demand(dropout >= 0 && dropout < 1, "dropout", dropout, "at least 0, below 1");
  }

  /** Size of the features that come out. */
  public int features() {
    return hidden * (bidirectional ? 2 : 1) * (pooling == Pooling.ALL ? 3 : 1);
  }
}
