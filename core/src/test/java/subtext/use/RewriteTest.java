package subtext.use;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import subtext.error.InputException;
import subtext.error.TextException;
import subtext.text.Line;

/** By vectors; by labels see {@link subtext.train.LabelledRunTest}. */
class RewriteTest {
  private static final List<String> GOOD = List.of("a b c", "a b d");
  private static final List<String> BAD = List.of("h i", "h j g f", "i j");

  private static Stream<Line> lines() {
    return Stream.concat(
        Stream.concat(
            GOOD.stream().map(text -> new Line(1, text, "good")),
            BAD.stream().map(text -> new Line(1, text, "bad"))),
        Stream.of(new Line(1, "e f", null)));
  }

  private static double[] mean(Model model, List<String> texts) {
    List<Encode.Encoding> found = new Encode(model).encode(texts);
    return IntStream.range(0, found.getFirst().mean().length)
        .mapToDouble(
            d -> found.stream().mapToDouble(each -> each.mean()[d]).average().orElseThrow())
        .toArray();
  }

  @Test
  void meansAreThoseOfTheTextsOfEachLabel() {
    try (Model model = TinyModel.vae()) {
      LabelMeans means = LabelMeans.of(model, lines());
      assertThat(means.labels()).containsExactly("bad", "good");
      double[] good = mean(model, GOOD);
      IntStream.range(0, good.length)
          .forEach(d -> assertThat(means.means()[1][d]).isCloseTo((float) good[d], within(1e-6f)));
    }
  }

  @Test
  void theWholeWayGoesFromOneMeanToTheOther() {
    LabelMeans means = new LabelMeans(List.of("bad", "good"), new float[][] {{1, 2}, {3, -2}});
    assertThat(means.moved(new float[] {1, 2}, 0, 1, 1)).containsExactly(3, -2);
    assertThat(means.moved(new float[] {1, 3}, 0, 1, 0.5)).containsExactly(2, 1);
    assertThat(means.moved(new float[] {1, 3}, 1, 1, 7)).containsExactly(1, 3);
    assertThat(means.nearest(new float[] {1.5f, 1})).isZero();
    assertThat(means.nearest(new float[] {2.5f, -1})).isEqualTo(1);
  }

  @Test
  void aTextOfTheLabelAskedForComesBackAsItIsReconstructed() {
    try (Model model = TinyModel.vae()) {
      Rewrite rewrite = Rewrite.byVector(model, LabelMeans.of(model, lines()));
      Rewrite.Request request =
          new Rewrite.Request(
              List.of("a b c", "h i"), "good", List.of("good", "bad"), 5, Writing.DEFAULT);
      List<Rewrite.Rewritten> found = rewrite.rewrite(request);
      assertThat(found).extracting(Rewrite.Rewritten::same).containsExactly(true, false);
      assertThat(found).extracting(Rewrite.Rewritten::from).containsExactly("good", "bad");
      assertThat(found.getFirst().rewritten())
          .isEqualTo(new Reconstruct(model).reconstruct("a b c"));
    }
  }

  @Test
  void noWayAtAllIsAReconstruction() {
    try (Model model = TinyModel.vae()) {
      Rewrite rewrite = Rewrite.byVector(model, LabelMeans.of(model, lines()));
      Rewrite.Request nowhere = new Rewrite.Request(GOOD, "bad", null, 0, Writing.DEFAULT);
      assertThat(rewrite.rewrite(nowhere))
          .extracting(Rewrite.Rewritten::rewritten)
          .containsExactlyElementsOf(
              GOOD.stream().map(text -> new Reconstruct(model).reconstruct(text)).toList());
    }
  }

  @Test
  void whatCannotBeRewrittenIsRefused() {
    try (Model model = TinyModel.vae()) {
      Rewrite rewrite = Rewrite.byVector(model, LabelMeans.of(model, lines()));
      assertThatThrownBy(() -> rewrite.rewrite("a b", "nice"))
          .isInstanceOf(InputException.class)
          .hasMessage("to: there is no label 'nice'; the model tiny knows bad, good");
      assertThatThrownBy(() -> rewrite.rewrite(" ", "good")).isInstanceOf(TextException.class);
      assertThatThrownBy(
              () ->
                  rewrite.rewrite(
                      new Rewrite.Request(GOOD, "bad", List.of("good"), 1, Writing.DEFAULT)))
          .hasMessageContaining("from: 1 labels for 2 texts");
      assertThatThrownBy(() -> LabelMeans.of(model, lines().limit(2)))
          .hasMessageContaining("the label good only");
      assertThatThrownBy(() -> Rewrite.byLabel(model))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("semiSupervised");
    }
    try (Model model = TinyModel.languageModel()) {
      LabelMeans means = new LabelMeans(List.of("a", "b"), new float[2][4]);
      assertThatThrownBy(() -> Rewrite.byVector(model, means))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("rewrite: the model tiny is a language model");
    }
  }
}
