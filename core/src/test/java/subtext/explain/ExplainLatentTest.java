package subtext.explain;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import subtext.error.InputException;
import subtext.metric.Words;
import subtext.model.TinyModels;
import subtext.text.Line;
import subtext.use.Encode;
import subtext.use.Model;
import subtext.use.Reconstruct;
import subtext.use.TinyModel;
import subtext.use.Write;
import subtext.use.Writing;

/**
 * Dimensions, attributes and the whole of an untrained model, whose vectors follow words anyhow.
 */
class ExplainLatentTest {
  private static final Model MODEL = TinyModel.vae();
  private static final List<String> TEXTS = TinyModels.sentences(400);
  private static final Reference REFERENCE =
      Reference.of(
          MODEL,
          IntStream.range(0, TEXTS.size())
              .mapToObj(
                  n -> new Line(n + 1, TEXTS.get(n), TEXTS.get(n).contains("a") ? "with" : "no")),
          Reference.MOST,
          1);

  @AfterAll
  static void close() {
    MODEL.close();
  }

  private static double pearson(int dimension, String word) {
    double[] has = new double[TEXTS.size()];
    double[] means = new double[TEXTS.size()];
    for (int n = 0; n < has.length; n++) {
      has[n] = Words.of(TEXTS.get(n)).contains(word) ? 1 : 0;
      means[n] = REFERENCE.mean(n, dimension);
    }
    double hasMean = IntStream.range(0, has.length).mapToDouble(n -> has[n]).average().orElse(0);
    double mean = IntStream.range(0, has.length).mapToDouble(n -> means[n]).average().orElse(0);
    double product = 0;
    double hasSquares = 0;
    double squares = 0;
    for (int n = 0; n < has.length; n++) {
      product += (has[n] - hasMean) * (means[n] - mean);
      hasSquares += (has[n] - hasMean) * (has[n] - hasMean);
      squares += (means[n] - mean) * (means[n] - mean);
    }
    return product / Math.sqrt(hasSquares * squares);
  }

  @Test
  void correlationsAreThoseOfPresenceAndMean() {
    List<Associations.Association> found =
        new Associations(REFERENCE).of(2, Associations.Kind.WORD);
    assertThat(found).hasSize(10);
    for (Associations.Association each : found) {
      assertThat(each.correlation()).isCloseTo(pearson(2, each.name()), within(1e-6));
      assertThat(each.sentences())
          .isEqualTo(TEXTS.stream().filter(text -> text.contains(each.name())).count());
    }
  }

  @Test
  void aDimensionIsShownByWhatItWrites() {
    ExplainDimension explain = new ExplainDimension(MODEL, REFERENCE);
    ExplainDimension.Explained found =
        explain.explain(new ExplainDimension.Request(3, List.of("a b c"), 5, 2, 2, 1));
    assertThat(found.traversals())
        .extracting(ExplainDimension.Traversal::text)
        .containsExactly(null, "a b c");
    assertThat(found.traversals().getFirst().steps())
        .extracting(ExplainDimension.Step::value)
        .containsExactly(-2.0, -1.0, 0.0, 1.0, 2.0);
    float[] z = new Encode(MODEL).vector("a b c");
    z[2] = 1;
    assertThat(found.traversals().getLast().steps().get(3).text())
        .isEqualTo(new Write(MODEL).write(new float[][] {z}, Writing.DEFAULT).getFirst().text());
    assertThat(found.words().high()).hasSize(2).allMatch(each -> each.correlation() > 0);
    assertThat(found.labels().high()).hasSize(1);
    assertThat(found.labels().low().getFirst().correlation())
        .isCloseTo(-found.labels().high().getFirst().correlation(), within(1e-6));
    assertThat(found.active()).isTrue();
    assertThat(found.name()).contains("\"");
    assertThatThrownBy(() -> explain.explain(ExplainDimension.Request.of(5)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("allowed: 1 to 4");
  }

  @Test
  void anAttributeIsTheDifferenceOfTheMeansAndFoundByItsProbe() {
    ExplainAttribute explain = new ExplainAttribute(MODEL, REFERENCE);
    ExplainAttribute.Explained found = explain.explain(ExplainAttribute.Request.of("with"));
    assertThat(found.with() + found.without()).isEqualTo(TEXTS.size());
    double[] difference = new double[TinyModels.LATENT];
    for (int n = 0; n < TEXTS.size(); n++) {
      for (int d = 0; d < difference.length; d++) {
        difference[d] +=
            TEXTS.get(n).contains("a")
                ? REFERENCE.mean(n, d) / found.with()
                : -REFERENCE.mean(n, d) / found.without();
      }
    }
    for (int d = 0; d < difference.length; d++) {
      assertThat(found.distance() * found.direction()[d]).isCloseTo(difference[d], within(1e-5));
    }
    assertThat(found.probe().auc()).isGreaterThan(0.6);
    assertThat(found.probe().fitted() + found.probe().measured()).isEqualTo(TEXTS.size());
    ExplainAttribute.Edit edit = found.edits().getFirst();
    assertThat(edit.text()).doesNotContain("a");
    assertThat(edit.steps().getFirst().text())
        .isEqualTo(new Reconstruct(MODEL).reconstruct(edit.text()));
    assertThat(explain.explain(ExplainAttribute.Request.of("with")).edits())
        .isEqualTo(found.edits());
    ExplainAttribute.Request own = new ExplainAttribute.Request("with", List.of(edit.text()), 9, 1);
    assertThat(explain.explain(own).edits()).containsExactly(edit);
  }

  @Test
  void attributesThatAreNotThereAreRefused() {
    ExplainAttribute explain = new ExplainAttribute(MODEL, REFERENCE);
    assertThatThrownBy(() -> explain.explain(ExplainAttribute.Request.of("taste")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("choose from length, negation, question, tense, no, with");
    assertThatThrownBy(() -> explain.explain(ExplainAttribute.Request.of("question")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("0 sentences have it and 400 have it not");
  }

  @Test
  void theShippedModelIsAliveAndItsDimensionsAreOrdered() {
    try (Model shipped = Model.load(Path.of("..", "models", "quickstart-en"))) {
      ExplainModel.Explained bare = new ExplainModel(shipped, null).explain();
      assertThat(bare.alive()).isTrue();
      assertThat(bare.dimensions()).isEmpty();
      assertThat(bare.diagnosis())
          .contains("The latent variable is alive.", "29 of 32 dimensions are active.");
    }
    List<ExplainModel.Unit> units = new ExplainModel(MODEL, REFERENCE).explain().dimensions();
    assertThat(units).hasSize(TinyModels.LATENT);
    double[] kl = units.stream().mapToDouble(unit -> -requireNonNull(unit.kl())).toArray();
    assertThat(kl).isSorted();
    double sum =
        new Encode(MODEL)
            .encode(TEXTS).stream().mapToDouble(Encode.Encoding::kl).average().orElse(0);
    assertThat(-Arrays.stream(kl).sum()).isCloseTo(sum, within(1e-4));
  }

  @Test
  void aModelWithoutFiguresIsNotJudged() {
    assertThat(new ExplainModel(MODEL, null).explain().alive()).isNull();
    assertThat(new ExplainModel(MODEL, null).explain().diagnosis().getFirst())
        .contains("subtext evaluate");
  }
}
