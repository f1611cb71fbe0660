package subtext.model;

import org.jspecify.annotations.Nullable;
import subtext.decoder.Decoder;
import subtext.decoder.Likelihood;
import subtext.encoder.TokenEncoder;
import subtext.error.InputException;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.objective.Terms;
import subtext.tensor.Parameters;

/** A network that gives data a probability. Closing it frees its parameters. */
public sealed interface Network extends AutoCloseable
    permits Vae, LanguageModel, LabelledVae, TranslationVae, AnswerVae {
  /** The network that {@code task} asks for, with initial weights. */
  static Network create(Task task, ModelConfig config, int vocabulary, Parameters parameters) {
    return switch (task) {
      case SENTENCE, TOPICS, IMAGE -> new Vae(config, vocabulary, parameters);
      case LANGUAGE_MODEL -> new LanguageModel(config, vocabulary, parameters);
      case CLASSIFY -> new LabelledVae(config, vocabulary, parameters);
      case TRANSLATE -> new TranslationVae(config, vocabulary, parameters);
      case ANSWER -> new AnswerVae(config, vocabulary, parameters);
    };
  }

  /** Both terms of the negative ELBO of {@code x}, with one sample of z. */
  Terms terms(Observed x, Pass pass);

  /** What gives x its probability, given z where there is one; null for a model that gives none. */
  @Nullable Likelihood likelihood();

  /**
   * The likelihood as a writer of text.
   *
   * @throws InputException for a model that writes none
   */
  default Decoder decoder() {
    if (likelihood() instanceof Decoder decoder) {
      return decoder;
    }
    throw new InputException(
        "the model is of documents as bags of words: it writes no text; see subtext topics");
  }

  /** Size of z; 0 for a model without one. */
  default int latent() {
    return 0;
  }

  Parameters parameters();

  /** The variational autoencoder that this is or has, or null. */
  default @Nullable Vae asVae() {
    return null;
  }

  /**
   * What reads a text by the vectors of its tokens; null where counts or a pretrained network's
   * features are read instead, or beside it.
   */
  default @Nullable TokenEncoder reader() {
    return null;
  }

  @Override
  default void close() {
    parameters().close();
  }
}
