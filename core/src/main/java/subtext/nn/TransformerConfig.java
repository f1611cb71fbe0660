package subtext.nn;

import subtext.config.Allowed;

/**
 * Sizes of a stack of Transformer layers.
 *
 * @param size of every state
 * @param heads of the attention, which divide {@code size}
 * @param feedForward size of the hidden layer after the attention
 * @param dropout on what is read and on what each part adds
 */
public record TransformerConfig(int size, int layers, int heads, int feedForward, double dropout) {
  /** Demands what a stack can be made of; {@code embedding} is its size. */
  public static void check(int embedding, int layers, int heads, int feedForward, double dropout) {
    Allowed.atLeast("embedding", embedding, 2);
    Allowed.demand(embedding % 2 == 0, "embedding", embedding, "even numbers");
    Allowed.atLeast("layers", layers, 1);
    Allowed.demand(heads >= 1 && embedding % heads == 0, "heads", heads, "divisors of embedding");
    Allowed.atLeast("feedForward", feedForward, 1);
    Allowed.share("dropout", dropout);
  }
}
