package subtext.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.eval.Translated;

class ReportTest {

  private static final Pattern REQUEST =
      Pattern.compile("<[^>]*\\s(src|href|srcset|action)=\"(?!#)|@import|url\\(");

  @TempDir Path folder;

  @Test
  void aReportIsOneFileThatAsksForNothing() throws IOException {
    String html = write(ReportFixture.english());
    assertThat(REQUEST.matcher(withoutScripts(html)).results()).isEmpty();
    assertThat(html).contains("default-src 'none'");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("report.html"));
    }
  }

  @Test
  void theClaimCarriesTheVerdictAndItsFigures() throws IOException {
    assertThat(write(ReportFixture.english()))
        .contains("This model is alive.", "18.32 nats", "32 of 32", "9.84 nats")
        .contains("42.65", "± 0.30", "(k\u00a0=\u00a050)", "61.0 %")
        .doesNotContain("What to try");
  }

  @Test
  void topicsStandByFallingWeightWithTheirDocuments() throws IOException {
    String html = withoutScripts(write(ReportFixture.topics()));
    assertThat(html)
        .contains("2 topics.", "812.5", "training documents", "75.0 % of the documents")
        .contains("Search documents")
        .contains("&lt;img src=x", ">0.88<")
        .doesNotContain("<img", "id=\"samples\"", "id=\"dimensions\"", "language model");
    assertThat(html.indexOf("corn plough")).isLessThan(html.indexOf(" sea "));
  }

  @Test
  void aTranslationStandsBetweenItsTextAndItsReference() throws IOException {
    Assessment found = new Assessment(List.of(Figure.of("bleu", 37.5)), null);
    ReportData data =
        new ReportData(
            ReportFixture.languageModel().run(),
            found,
            LatentSpace.EMPTY,
            Examples.of(List.of(new Translated("ein Hund", "a dog", "the dog"))));
    assertThat(withoutScripts(write(data)))
        .containsSubsequence("How it translates</h2>", "ein Hund", "<mark>dog</mark>", "the dog")
        .contains("href=\"#translations\"")
        .doesNotContain("id=\"samples\"");
  }

  @Test
  void questionsStandWithTheirSentencesAndWhichAreRight() throws IOException {
    String html = withoutScripts(write(ReportFixture.answers()));
    assertThat(html)
        .contains("This model finds answers.", "Of 243 questions", "answers 50", "0.75")
        .contains("average precision 0.50", "&lt;img src=x", ">0.88<", "she wrote it")
        .containsOnlyOnce(">right</b>")
        .doesNotContain("<img", "id=\"samples\"", "language model");
  }

  @Test
  void aFailedClauseIsNamedWithWhatToTry() throws IOException {
    assertThat(write(ReportFixture.chinese()))
        .contains("lang=\"zh-Hans\"", "这个模型没有活起来", "4 个条件中有 1 个不成立", "解码器忽略隐变量");
  }

  @Test
  void partsWithoutDataAreLeftOut() throws IOException {
    assertThat(withoutScripts(write(ReportFixture.languageModel())))
        .contains("A model without a latent variable.", "id=\"samples\"")
        .doesNotContain("id=\"map\"", "id=\"verdict\"", "id=\"interpolations\"", "{0}");
  }

  @Test
  void everyUserStringIsShownAsText() throws IOException {
    String html = write(ReportFixture.hostile());
    assertThat(html).contains("&lt;script&gt;window.hostile").contains("\\u003cscript\\u003e");
    assertThat(html).doesNotContain("<script>window.hostile", "<img src=x");
    assertThat(Pattern.compile("<script\\b").matcher(withoutScripts(html)).results()).isEmpty();
  }

  @Test
  void survivingAndNewWordsAreMarked() {
    Html kept = new Html();
    Marking.kept(kept, "two small children in a yard ", "The small children of two gardens");
    assertThat(kept.markup()).isEqualTo("<mark>two small children</mark> in a yard ");
    Html fresh = new Html();
    Marking.fresh(fresh, "秋來江上客。", "春來花滿地，");
    assertThat(fresh.markup()).isEqualTo("<mark>秋</mark>來<mark>江上客</mark>。");
  }

  private String write(ReportData data) throws IOException {
    Path file = folder.resolve("report.html");
    Report.write(file, data);
    return Files.readString(file);
  }

  private static String withoutScripts(String html) {
    return html.replaceAll("(?s)<script[^>]*>.*?</script>", "");
  }
}
