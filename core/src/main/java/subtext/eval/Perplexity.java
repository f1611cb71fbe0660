package subtext.eval;

import subtext.metric.Interval;

/**
 * How improbable texts are to a language model.
 *
 * @param nats -log p(x) of a text, its end included: mean and standard error
 * @param tokens predictions of all texts: n + 1 for each of n tokens
 * @param words of all texts, and one more for the end of each. A word is what white space
 *     surrounds, and every character of a script that is written without; it does not depend on the
 *     tokeniser
 */
public record Perplexity(Interval nats, long tokens, long words) {
  /** exp(nats of all texts / tokens): compares only where the tokeniser is the same. */
  public double perToken() {
    return Evaluation.perplexity(nats, tokens);
  }

  /** exp(nats of all texts / words): compares across tokenisers that lose no text. */
  public double perWord() {
    return Evaluation.perplexity(nats, words);
  }
}
