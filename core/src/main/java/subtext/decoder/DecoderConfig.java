package subtext.decoder;

import subtext.config.Allowed;
import subtext.nn.Cell;

/**
 * A recurrent decoder. z is joined to the input of every step and sets the initial state.
 *
 * @param kind of cell
 * @param embedding size of a token's vector
 * @param hidden size of a state
 * @param layers stacked
 * @param tied whether a token's score is the product of its own input vector with the state,
 *     projected to the size of the embedding where it has another (Press and Wolf 2017)
 * @param inputDropout on the embeddings, in [0, 1)
 * @param outputDropout on the top layer's states, in [0, 1)
 * @param wordDropout share of input tokens replaced by {@code <unk>} in training, in [0, 1] (Bowman
 *     et al. 2016, section 3.2)
 */
public record DecoderConfig(
    Cell kind,
    int embedding,
    int hidden,
    int layers,
    boolean tied,
    double inputDropout,
    double outputDropout,
    double wordDropout) {
  public static final DecoderConfig DEFAULT =
      new DecoderConfig(Cell.LSTM, 256, 256, 1, false, 0.5, 0.5, 0);

  public DecoderConfig {
    Allowed.atLeast("embedding", embedding, 1);
    Allowed.atLeast("hidden", hidden, 1);
    Allowed.atLeast("layers", layers, 1);
    demandRate("inputDropout", inputDropout);
    demandRate("outputDropout", outputDropout);
    Allowed.demand(
        wordDropout >= 0 && wordDropout <= 1, "wordDropout", wordDropout, "at least 0, at most 1");
  }

  private static void demandRate(String name, double value) {
    Allowed.demand(value >= 0 && value < 1, name, value, "at least 0, below 1");
  }
}
