package subtext.app;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import subtext.error.InputException;
import subtext.eval.Figures;
import subtext.eval.TranslationQuality;
import subtext.metric.PairedBootstrap;
import subtext.model.TranslationVae;
import subtext.use.Model;

/** Another translator, whose translations of the same texts are compared. */
final class RivalOption {
  @Option(
      names = "--against",
      paramLabel = "MODEL",
      description =
          "Compare with this translator's translations of the same texts: the difference in BLEU,"
              + " and by paired bootstrap how likely it is by chance.")
  private @Nullable String against;

  /** What gives the figures of a translator. */
  interface Measurement {
    Figures of(Model translator) throws IOException;
  }

  /**
   * A comparison.
   *
   * @param bleu of the other translator
   */
  record Compared(String name, double bleu, PairedBootstrap bootstrap) {
    void addTo(Map<String, @Nullable Object> figures) {
      figures.put("against", name);
      figures.put("against_bleu", bleu);
      figures.put("bleu_difference", bootstrap.difference());
      figures.put("bleu_difference_low", bootstrap.low());
      figures.put("bleu_difference_high", bootstrap.high());
      figures.put("bleu_p", bootstrap.p());
    }

    String line() {
      return "against %s with bleu %.2f: %+.2f, 95 %% of drawn corpora %+.2f to %+.2f, p %.3f"
          .formatted(
              name, bleu, bootstrap.difference(), bootstrap.low(), bootstrap.high(), bootstrap.p());
    }
  }

  /**
   * What the other translator makes of the same texts; null if there is none.
   *
   * @param found of a model that {@link #require} let pass
   * @param measure the other translator
   * @throws InputException if the other does not translate
   */
  @Nullable Compared compare(Subtext subtext, Figures found, long seed, Measurement measure)
      throws IOException {
    if (against == null) {
      return null;
    }
    try (Model other = Model.load(ModelArgument.find(subtext, against))) {
      require(other);
      TranslationQuality rival = (TranslationQuality) measure.of(other);
      PairedBootstrap bootstrap = ((TranslationQuality) found).against(rival, seed);
      return new Compared(other.spec().name(), rival.bleu().score(), bootstrap);
    }
  }

  /** Refuses another that is not there, before anything is measured. */
  void require(Subtext subtext) {
    if (against != null) {
      ModelArgument.find(subtext, against);
    }
  }

  /** Refuses a model that does not translate, if there is another to compare with. */
  void require(Model loaded) {
    if (against != null && !(loaded.network() instanceof TranslationVae)) {
      throw new InputException(
          "--against: %s does not translate; it takes two translators"
              .formatted(loaded.spec().name()));
    }
  }
}
