package subtext.model;

import java.util.List;
import java.util.Map;
import subtext.config.Allowed;
import subtext.latent.SamplingPrior;
import subtext.objective.OperatingPoint;
import subtext.text.TokensConfig;

/**
 * What a model is, as its {@code config.json} says it.
 *
 * @param name of the recipe that it comes from
 * @param language of the text, a code such as {@code en} or {@code zh}
 * @param vocabulary number of token ids, the special ones included
 * @param labels names by id; empty for a corpus without labels
 * @param point what it was trained for
 * @param prior what new sentences are drawn from unless a request says otherwise
 * @param temperature that tokens of new sentences are drawn with, unless a request says otherwise
 * @param figures that were measured, by the names of {@code evaluate}
 */
public record ModelSpec(
    String name,
    Task task,
    String language,
    TokensConfig tokens,
    ModelConfig model,
    int vocabulary,
    List<String> labels,
    OperatingPoint point,
    SamplingPrior prior,
    double temperature,
    Map<String, Double> figures) {
  public static final ModelSpec DEFAULT =
      new ModelSpec(
          "model",
          Task.SENTENCE,
          "en",
          TokensConfig.DEFAULT,
          ModelConfig.DEFAULT,
          TokensConfig.DEFAULT.vocabulary(),
          List.of(),
          OperatingPoint.DENSITY,
          SamplingPrior.STANDARD,
          1,
          Map.of());

  public ModelSpec {
    Allowed.atLeast("vocabulary", vocabulary, task.isOfText() ? 5 : 4);
    Allowed.between("temperature", temperature, 0.01, 100);
    labels = List.copyOf(labels);
    figures = Map.copyOf(figures);
  }
}
