package subtext.model;

/** What a model is trained to do. */
public enum Task {
  /** A variational autoencoder of sentences. */
  SENTENCE,
  /** The same decoder without a latent variable: the baseline. */
  LANGUAGE_MODEL,
  /** A network that gives sentences their labels; {@link ClassifierConfig} says of what kind. */
  CLASSIFY,
  /** A text given the source that it translates. */
  TRANSLATE,
  /** A variational autoencoder of images. */
  IMAGE;

  /** Whether the model has an encoder. */
  boolean encodes() {
    return switch (this) {
      case SENTENCE, CLASSIFY, TRANSLATE, IMAGE -> true;
      case LANGUAGE_MODEL -> false;
    };
  }

  /** Whether the model reads and writes text. */
  public boolean isOfText() {
    return switch (this) {
      case SENTENCE, LANGUAGE_MODEL, CLASSIFY, TRANSLATE -> true;
      case IMAGE -> false;
    };
  }
}
