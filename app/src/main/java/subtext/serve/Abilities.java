package subtext.serve;

import org.jspecify.annotations.Nullable;
import subtext.decoder.Decoder;
import subtext.decoder.Multinomial;
import subtext.model.LanguageModel;
import subtext.model.Network;
import subtext.model.Vae;
import subtext.store.RunFolder;
import subtext.use.Model;
import subtext.use.Rewrite;

/**
 * What a model can be asked for. It is looked at once, while nobody can close the model.
 *
 * @param run that made it; null for a model folder alone
 */
record Abilities(Model model, @Nullable RunFolder run) {
  private Network network() {
    return model.network();
  }

  /** Whether it writes texts of its own. */
  boolean writes() {
    return model.writes() && (isAutoencoder() || writesByLabels() || isLanguageModel());
  }

  /** Whether it makes vectors of texts. */
  boolean encodes() {
    return model.spec().task().isOfText() && network().asVae() != null;
  }

  /** Whether it makes vectors of texts, and texts of vectors. */
  boolean isAutoencoder() {
    return encodes() && network().likelihood() instanceof Decoder;
  }

  /** Whether it gives texts a probability. */
  boolean scores() {
    Vae vae = network().asVae();
    return isLanguageModel() || (encodes() && vae != null && vae.posteriors().hasDensity());
  }

  /** Whether it knows topics. */
  boolean hasTopics() {
    return network().likelihood() instanceof Multinomial && encodes();
  }

  /** Whether the text that it was trained on can be looked for. */
  boolean hasTraining() {
    return encodes() && run != null;
  }

  /** Whether its decoder is given a label. */
  boolean writesByLabels() {
    return Rewrite.goesByLabel(model);
  }

  /** Whether it can go from the texts of one label to those of another. */
  boolean rewrites() {
    return writesByLabels()
        || (isAutoencoder() && hasTraining() && model.spec().labels().size() > 1);
  }

  private boolean isLanguageModel() {
    return network() instanceof LanguageModel;
  }
}
