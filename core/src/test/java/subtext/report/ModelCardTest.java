package subtext.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import subtext.report.ModelCard.Subject;

class ModelCardTest {

  private static final Subject SUBJECT =
      new Subject(
          "quickstart-en", "sentence", "en", "examples, 37,425 sentences", "MIT", 2_400_000);

  @Test
  void saysWhatTheModelIsHowGoodItIsAndHowToUseIt() {
    ModelCard card =
        new ModelCard(
            SUBJECT,
            "name: quickstart-en\n",
            ReportFixture.assessment(true),
            List.of("a glass of water"));
    assertThat(card.markdown())
        .startsWith("---\nlibrary_name: subtext\nlanguage: \"en\"\n")
        .contains("# quickstart\\-en\n")
        .contains("2,400,000 parameters, trained with Subtext on examples, 37,425 sentences.")
        .contains("**This model is alive.**")
        .contains(
            "| Negative log likelihood \\(IWAE\\) (k = 50) | 42.65 ± 0.30 | nats / sentence |")
        .contains("\n    subtext reconstruct MODEL \"a sentence\"\n")
        .contains("\n- a glass of water\n", "\n    name: quickstart-en\n", "MIT");
  }

  @Test
  void aCollapsedModelSaysWhichConditionFails() {
    ModelCard card = new ModelCard(SUBJECT, "", ReportFixture.assessment(false), List.of());
    assertThat(card.markdown())
        .contains("**This model is not alive.**", "- fails: A wrong latent costs");
  }

  @Test
  void aLanguageModelIsNotToldToReconstruct() {
    Assessment assessment = ReportFixture.languageModel().assessment();
    Subject unknown = new Subject("lm", "language-model", "en", "examples", "", 10);
    assertThat(new ModelCard(unknown, "", assessment, List.of()).markdown())
        .contains("subtext score MODEL", "licence of the training text is not recorded")
        .doesNotContain("reconstruct");
  }

  @Test
  void markupInSamplesStaysText() {
    List<String> samples = List.of("<b>&amp; [x](y)", "| a\n# b", "1. c");
    String card = new ModelCard(SUBJECT, "", Assessment.EMPTY, samples).markdown();
    assertThat(card).contains("- \\<b\\>\\&amp; \\[x\\]\\(y\\)\n", "- \\| a \\# b\n", "- 1\\. c\n");
  }
}
