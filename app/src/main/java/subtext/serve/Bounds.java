package subtext.serve;

/** What one request may ask for. */
final class Bounds {
  /** Texts, or vectors, of a request. */
  static final int TEXTS = 256;

  /** Sentences that are written for a request, and draws of z. */
  static final int SAMPLES = 100;

  /** Tokens of a text whose words are explained: it is read once more without each of them. */
  static final int EXPLAINED = 1_000;

  /** Sentences of a training corpus that are held in memory. */
  static final int TRAINING = 50_000;

  private Bounds() {}
}
