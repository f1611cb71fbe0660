package subtext.model;

/** What a model is trained to do. */
public enum Task {
  /** A variational autoencoder of sentences. */
  SENTENCE,
  /** The same decoder without a latent variable: the baseline. */
  LANGUAGE_MODEL
}
