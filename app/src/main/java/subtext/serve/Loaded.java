package subtext.serve;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import subtext.decoder.Decoder;
import subtext.decoder.Multinomial;
import subtext.model.LanguageModel;
import subtext.model.Vae;
import subtext.store.RunFolder;
import subtext.use.Model;

/**
 * A model in memory, with the thread that computes with it.
 *
 * @param id that requests name it by
 * @param folder of the model
 * @param run that made it; null for a model folder alone
 * @param model used on the thread of {@code queue}, which closes it
 * @param sha256 of configuration, tokenizer and weights
 * @param created when its folder was written
 */
record Loaded(
    String id,
    Path folder,
    @Nullable RunFolder run,
    Model model,
    String sha256,
    Instant created,
    ModelQueue queue) {

  /** Whether it makes vectors of texts. */
  boolean encodes() {
    return model.spec().task().isOfText() && model.network().asVae() != null;
  }

  /** Whether it makes vectors of texts, and texts of vectors. */
  boolean isAutoencoder() {
    return encodes() && model.network().likelihood() instanceof Decoder;
  }

  /** Whether it gives texts a probability. */
  boolean scores() {
    Vae vae = model.network().asVae();
    return model.network() instanceof LanguageModel
        || (encodes() && vae != null && vae.posteriors().hasDensity());
  }

  /** Whether it knows topics. */
  boolean hasTopics() {
    return model.network().likelihood() instanceof Multinomial && encodes();
  }

  /** Numbers that were learned. */
  long parameters() {
    return model.network().parameters().count();
  }
}
