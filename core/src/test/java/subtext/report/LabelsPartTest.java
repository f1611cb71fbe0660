package subtext.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import subtext.metric.Calibration;

class LabelsPartTest {
  private static final LabelAnswers ANSWERS =
      new LabelAnswers(
          List.of("good", "<bad>"),
          new long[][] {{41, 3}, {0, 1_204}},
          List.of(
              new Calibration.Bin(0, 1 / 15.0, 0, Double.NaN, Double.NaN),
              new Calibration.Bin(14 / 15.0, 1, 7, 0.98, 0.857)));

  private static String markup(String language) {
    Html html = new Html();
    LabelsPart.write(html, Texts.of(language), ANSWERS);
    return html.markup();
  }

  @Test
  void everyLabelHasARowAndAColumnAndZerosAreLeftBlank() {
    assertThat(markup("en"))
        .contains("<td class=\"number right\">41</td><td class=\"number\">3</td>")
        .contains("<td class=\"number\"></td><td class=\"number right\">1,204</td>")
        .contains("&lt;bad&gt;")
        .doesNotContain("<bad>");
  }

  @Test
  void binsWithoutAnswersAreLeftOut() {
    assertThat(markup("zh"))
        .contains("93.3 % – 100.0 %", "<td>7</td>", "98.0 %", "85.7 %")
        .doesNotContain("NaN", "0.0 % – 6.7 %");
  }

  @Test
  void aModelWithoutLabelsHasNoSuchPart() {
    Html html = new Html();
    LabelsPart.write(html, Texts.of("en"), null);
    assertThat(html.markup()).isEmpty();
  }
}
