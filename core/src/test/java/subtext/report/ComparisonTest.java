package subtext.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.error.InputException;
import subtext.report.Comparison.Entry;

class ComparisonTest {

  @TempDir Path folder;

  @Test
  void theTableHasAFigureALineAndMarksTheBest() {
    Comparison comparison =
        new Comparison(
            "en",
            List.of(
                entry("vae", Figure.of("nll", 44.018), Figure.of("kl", 18.32)),
                entry("詞語", Figure.of("nll", 41.37), Figure.of("au", 32))));
    assertThat(comparison.text())
        .isEqualTo(
            """
                      vae      詞語
            nll     44.02     41.37 *
            kl      18.32         –
            au          –        32
            alive       –         –
            * best of these runs
            """);
  }

  @Test
  void perplexitiesOfDifferentTokensAreNoContest() {
    Comparison comparison =
        new Comparison(
            "en",
            List.of(
                entry("words", Figure.of("tokens", 10), Figure.of("ppl", 90)),
                entry("bytes", Figure.of("tokens", 20), Figure.of("ppl", 30))));
    assertThat(comparison.text())
        .doesNotContain("*")
        .contains("The runs count different tokens: compare nll, not ppl.");
  }

  @Test
  void runsOnDifferentSentencesAreNotCompared() {
    Comparison comparison =
        new Comparison(
            "en",
            List.of(
                entry("a", Figure.of("sentences", 10), Figure.of("nll", 40)),
                entry("b", Figure.of("sentences", 20), Figure.of("nll", 30))));
    assertThat(comparison.text()).doesNotContain("*").contains("different sentences");
  }

  @Test
  void runsOfDifferentDocumentsOrTasksAreNoContest() {
    Comparison documents =
        new Comparison(
            "en",
            List.of(
                entry("a", Figure.of("documents", 10), Figure.of("nll", 40), Figure.of("ppl", 9)),
                entry("b", Figure.of("documents", 20), Figure.of("nll", 30), Figure.of("ppl", 8))));
    assertThat(documents.text()).doesNotContain("*").contains("different sentences");
    Comparison tasks =
        new Comparison(
            "en",
            List.of(
                entry("topics", Figure.of("documents", 10), Figure.of("nll", 40)),
                entry("labels", Figure.of("sentences", 10), Figure.of("nll", 30))));
    assertThat(tasks.text()).doesNotContain("*");
  }

  @Test
  void thePagePlacesRunsByRateAndDistortion() throws IOException {
    Path file = folder.resolve("compare.html");
    ReportFixture.comparison().write(file);
    assertThat(Files.readString(file))
        .contains("3 runs, side by side", "\"rate\":18.32,\"distortion\":25.7")
        .contains("\"rate\":0.0,\"distortion\":41.37", "class=\"number best\"");
  }

  @Test
  void nothingCannotBeCompared() {
    assertThatThrownBy(() -> new Comparison("en", List.of()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("at least one run");
  }

  private static Entry entry(String name, Figure... figures) {
    return new Entry(name, new Assessment(List.of(figures), null), List.of());
  }
}
