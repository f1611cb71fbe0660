package subtext.spark;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import subtext.latent.SamplingPrior;
import subtext.model.ModelConfig;
import subtext.model.ModelSpec;
import subtext.model.Network;
import subtext.objective.OperatingPoint;
import subtext.recipe.Recipe;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Parameters;
import subtext.text.Tokenizer;
import subtext.text.Tokenizers;
import subtext.use.Model;

/** Models of any family, whose weights are as they were drawn. */
final class UntrainedModels {
  private static final String CLASSIFIER =
      """
      name: labels
      task: classify
      tokens: {kind: whitespace, minCount: 1}
      model:
        classifier: {kind: supervised}
        encoder: {kind: gru, embedding: 8, hidden: 8}
        initialWeights: 0.8
      """;

  private static final String TRANSLATOR =
      """
      name: translations
      task: translate
      data: {source: 2, text: 3}
      tokens: {kind: whitespace, minCount: 1, maxLength: 8}
      model:
        latent: 4
        encoder: {kind: gru, embedding: 8, hidden: 8}
        decoder: {kind: lstm, embedding: 8, hidden: 8}
        initialWeights: 0.8
      """;

  private static final String TOPICS =
      """
      name: topics
      task: topics
      tokens: {kind: word, minCount: 1, words: content}
      model:
        latent: 5
        posterior: {kind: gaussian}
        prior: {kind: dirichlet, alpha: 1}
        encoder: {kind: counts, hidden: 8, layers: 1}
        decoder: {kind: bag, topics: softmax}
      """;

  private UntrainedModels() {}

  static Path classifier(Path folder) {
    return save(CLASSIFIER, List.of("en", "zh"), folder.resolve("classifier"));
  }

  static Path translator(Path folder) {
    return save(TRANSLATOR, List.of(), folder.resolve("translator"));
  }

  static Path topics(Path folder) {
    return save(TOPICS, List.of(), folder.resolve("topics"));
  }

  private static Path save(String yaml, List<String> labels, Path folder) {
    Recipe recipe = Recipe.parse("model.yaml", yaml, List.of());
    Tokenizer tokenizer = Tokenizers.train(recipe.tokens(), Sentences.of(500).stream());
    ModelConfig config = recipe.model().resolved(recipe.task(), labels.size());
    Parameters parameters = new Parameters(Device.CPU, DType.F32, 1);
    Network network = Network.create(recipe.task(), config, tokenizer.size(), parameters);
    ModelSpec spec =
        new ModelSpec(
            recipe.name(),
            recipe.task(),
            "en",
            tokenizer.config(),
            config,
            tokenizer.size(),
            labels,
            OperatingPoint.DENSITY,
            SamplingPrior.STANDARD,
            1,
            Map.of());
    try (Model model = new Model(spec, tokenizer, network, null)) {
      model.save(folder);
    }
    return folder;
  }
}
