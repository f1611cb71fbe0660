package subtext.use;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import subtext.latent.Mixture;
import subtext.latent.PosteriorConfig;
import subtext.latent.SamplingPrior;
import subtext.model.ModelSpec;
import subtext.model.Task;
import subtext.model.TinyModels;
import subtext.objective.OperatingPoint;
import subtext.text.Tokenizer;

/** Untrained models that can be used. */
public final class TinyModel {
  private TinyModel() {}

  static final Mixture MIXTURE =
      new Mixture(
          new double[] {Math.log(0.5), Math.log(0.5)},
          new double[][] {{3, 3, 3, 3}, {-3, -3, -3, -3}},
          new double[][] {{0.25, 0.25, 0.25, 0.25}, {0.25, 0.25, 0.25, 0.25}});

  public static Model vae() {
    return vae(null);
  }

  static Model vae(@Nullable Mixture mixture) {
    SamplingPrior prior = mixture == null ? SamplingPrior.STANDARD : SamplingPrior.MIXTURE;
    return new Model(
        spec(Task.SENTENCE, prior, 1), TinyModels.tokenizer(), TinyModels.vae(4), mixture);
  }

  static Model vae(double temperature) {
    return new Model(
        spec(Task.SENTENCE, SamplingPrior.STANDARD, temperature),
        TinyModels.tokenizer(),
        TinyModels.vae(4),
        null);
  }

  static Model autoencoder() {
    return with(new PosteriorConfig.Delta());
  }

  static Model with(PosteriorConfig posterior) {
    return new Model(
        spec(Task.SENTENCE, SamplingPrior.STANDARD, 1),
        TinyModels.tokenizer(),
        TinyModels.vae(4, posterior),
        null);
  }

  public static Model languageModel() {
    return new Model(
        spec(Task.LANGUAGE_MODEL, SamplingPrior.STANDARD, 1),
        TinyModels.tokenizer(),
        TinyModels.languageModel(4),
        null);
  }

  private static ModelSpec spec(Task task, SamplingPrior prior, double temperature) {
    Tokenizer tokenizer = TinyModels.tokenizer();
    return new ModelSpec(
        "tiny",
        task,
        "en",
        tokenizer.config(),
        TinyModels.CONFIG,
        tokenizer.size(),
        List.of("good", "bad"),
        OperatingPoint.SEMANTIC,
        prior,
        temperature,
        Map.of("nll", 12.5));
  }
}
