package subtext.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.use.Classify;
import subtext.use.LabelMeans;
import subtext.use.Model;

/** Where one word decides, it is the one that is found. */
class PlantedWordTest {
  private static final double LEAST = 0.95;
  private static final List<String> TEXTS = Planted.sentences(10_000, 200);
  private static final List<String> SETTINGS =
      List.of(
          "task=classify",
          "model.latent=8",
          "model.encoder={kind: gru, embedding: 16, hidden: 32, pooling: mean}",
          "model.decoder={kind: gru, embedding: 16, hidden: 32, wordDropout: 0.5}",
          "objective.schedule={kind: constant, weight: 0.05}",
          "train.optimizer={kind: adamW, learningRate: 0.01}");

  @TempDir Path folder;

  private Model trained(String... more) {
    List<String> settings = new ArrayList<>(SETTINGS);
    settings.addAll(List.of(more));
    return Planted.trained(folder, 1000, settings);
  }

  private static Attribution attribution(
      Model model, String text, Quantity quantity, Baseline baseline) {
    return Input.of(model, model.tokenizer().encode(text), 1)
        .attribute(quantity, new Method(baseline, 0.01, 1, 1));
  }

  private static double shareFound(Function<String, Attribution> explain) {
    List<Attribution> found = TEXTS.stream().map(explain).toList();
    assertThat(found).allMatch(each -> each.gradients() != null && each.gradients().complete());
    return found.stream()
            .filter(each -> Planted.WORDS.contains(each.ranked().getFirst().word()))
            .count()
        / (double) TEXTS.size();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{kind: supervised}", "{kind: semiSupervised, weight: 10}"})
  void aLabelIsExplainedByTheWordThatItDependsOn(String classifier) {
    try (Model model = trained("model.classifier=" + classifier, "train.epochs=8")) {
      assertThat(shareFound(text -> ofLabel(model, text))).isGreaterThanOrEqualTo(LEAST);
    }
  }

  private static Attribution ofLabel(Model model, String text) {
    Quantity predicted = new Quantity.Label(new Classify(model).label(text));
    return attribution(model, text, predicted, Baseline.ZERO);
  }

  @Test
  void soIsOneThatIsReadFromZ() {
    try (Model model = trained("model.classifier={kind: latents}", "train.epochs=30")) {
      assertThat(shareFound(text -> ofLabel(model, text))).isGreaterThanOrEqualTo(LEAST);
      LabelMeans means = LabelMeans.of(model, Planted.lines(1000));
      float[] between = new float[model.network().latent()];
      for (int d = 0; d < between.length; d++) {
        between[d] = means.means()[1][d] - means.means()[0][d];
      }
      for (Baseline baseline : Baseline.values()) {
        Quantity along = new Quantity.Along("between the labels", between);
        assertThat(shareFound(text -> attribution(model, text, along, baseline)))
            .as("%s", baseline)
            .isGreaterThanOrEqualTo(LEAST);
      }
    }
  }
}
