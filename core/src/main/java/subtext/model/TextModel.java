package subtext.model;

import org.jspecify.annotations.Nullable;
import subtext.decoder.Decoder;
import subtext.nn.Pass;
import subtext.nn.Tokens;
import subtext.objective.Terms;
import subtext.tensor.Parameters;

/** A network that gives sentences a probability. Closing it frees its parameters. */
public sealed interface TextModel extends AutoCloseable permits SentenceVae, LanguageModel {
  /** The network that {@code task} asks for, with initial weights. */
  static TextModel create(Task task, ModelConfig config, int vocabulary, Parameters parameters) {
    return switch (task) {
      case SENTENCE -> new SentenceVae(config, vocabulary, parameters);
      case LANGUAGE_MODEL -> new LanguageModel(config, vocabulary, parameters);
    };
  }

  /** Both terms of the negative ELBO of {@code tokens}, with one sample of z. */
  Terms terms(Tokens tokens, Pass pass);

  Decoder decoder();

  Parameters parameters();

  /** This as a variational autoencoder, or null. */
  default @Nullable SentenceVae asVae() {
    return this instanceof SentenceVae vae ? vae : null;
  }

  @Override
  default void close() {
    parameters().close();
  }
}
