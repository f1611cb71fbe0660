package subtext.model;

import subtext.config.Allowed;
import subtext.decoder.DecoderConfig;
import subtext.encoder.EncoderConfig;
import subtext.error.InputException;
import subtext.text.TokensConfig;
import subtext.text.WordChoice;

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
  /** Whether a sentence answers the question that is its source. */
  ANSWER,
  /** A variational autoencoder of documents as bags of words. */
  TOPICS,
  /** A variational autoencoder of images. */
  IMAGE;

  /**
   * Demands a model that can do this: an encoder and a decoder of what it reads and writes, and
   * tokens that they can read.
   *
   * @throws InputException naming the key that does not fit
   */
  public void require(ModelConfig model, TokensConfig tokens) {
    requireKind(model);
    requireBag(model, tokens);
  }

  private void requireKind(ModelConfig model) {
    boolean images = !isOfText();
    Allowed.demand(
        !encodes() || model.encoder() instanceof EncoderConfig.OfImages == images,
        "model.encoder",
        model.encoder(),
        images ? "dense or convolution where the task is image" : "encoders of text");
    Allowed.demand(
        model.decoder() instanceof DecoderConfig.OfImages == images,
        "model.decoder",
        model.decoder(),
        images ? "bernoulli or gaussian where the task is image" : "decoders of text");
    Allowed.demand(
        !images || model.bagOfWords() == 0,
        "model.bagOfWords",
        model.bagOfWords(),
        "0 where the task is image");
  }

  private void requireBag(ModelConfig model, TokensConfig tokens) {
    boolean bag = model.decoder() instanceof DecoderConfig.Bag;
    if (bag && this != TOPICS && this != CLASSIFY) {
      throw new InputException(
          "model.decoder: a bag writes no text; it is for task: topics and task: classify");
    }
    if (!bag && this == TOPICS) {
      throw new InputException("model.decoder: with task: topics it must be {kind: bag}");
    }
    if (bag && tokens.words() == WordChoice.ALL) {
      throw new InputException(
          "tokens.words: with a decoder of kind bag it must be known or content, for words that the"
              + " vocabulary does not hold are not counted");
    }
  }

  /** Whether the model has an encoder. */
  boolean encodes() {
    return switch (this) {
      case SENTENCE, CLASSIFY, TRANSLATE, ANSWER, TOPICS, IMAGE -> true;
      case LANGUAGE_MODEL -> false;
    };
  }

  /** Whether the model reads a text and its source: it can do without a latent variable. */
  public boolean isOfPairs() {
    return this == TRANSLATE || this == ANSWER;
  }

  /** Whether the model reads and writes text. */
  public boolean isOfText() {
    return switch (this) {
      case SENTENCE, LANGUAGE_MODEL, CLASSIFY, TRANSLATE, ANSWER, TOPICS -> true;
      case IMAGE -> false;
    };
  }
}
