package subtext.model;

/** What a variational autoencoder is trained for; it decides how much z should say. */
public enum OperatingPoint {
  /** The best likelihood: a KL of a few nats a sentence. */
  DENSITY,
  /** Reconstruction, rewriting, search: 15 to 25 nats for a sentence of ten words. */
  SEMANTIC
}
