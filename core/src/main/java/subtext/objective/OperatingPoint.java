package subtext.objective;

/** How much a latent variable is asked to say. */
public enum OperatingPoint {
  /** A few nats a sentence, for the best likelihood. */
  DENSITY,
  /** Enough nats to tell one sentence from another, for reconstruction, rewriting and search. */
  SEMANTIC
}
