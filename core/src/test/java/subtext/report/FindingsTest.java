package subtext.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import subtext.eval.Alive;
import subtext.eval.Evaluation;
import subtext.eval.ReconstructionF1;
import subtext.metric.Interval;
import subtext.objective.OperatingPoint;
import subtext.report.Verdict.Clause;
import subtext.report.Verdict.Outcome;

class FindingsTest {

  private static final Evaluation FOUND =
      new Evaluation(
          100,
          1_200,
          44.02,
          42.65,
          33.1,
          29.7,
          25.7,
          18.32,
          false,
          8.21,
          3.4,
          3,
          9.84,
          new double[] {9, 9, 0.3, 0.02},
          new double[] {0.9, 0.8, 0.1, 0.001},
          50,
          "mixture",
          new Evaluation.Errors(0.31, 0.3, 0.24, 0.08, 0.19, 90),
          null,
          null);

  @Test
  void figuresKeepTheirNamesErrorsAndHowTheyWereMeasured() {
    Assessment assessment = Assessment.of(FOUND);
    assertThat(assessment.figures())
        .contains(
            new Figure("nll_iwae", 42.65, 0.3, "k = 50"),
            new Figure("kl", 18.32, 0.08, "p(z): mixture"),
            Figure.of("au", 3));
    assertThat(assessment.verdict()).isNull();
  }

  @Test
  void everyClauseHasWordsInTheTexts() {
    Evaluation whole =
        FOUND.with(new ReconstructionF1(new Interval(0.6, 0.01, 90), new Interval(0.2, 0.01, 90)));
    for (OperatingPoint point : OperatingPoint.values()) {
      Assessment assessment = Assessment.of(whole.with(Alive.judge(whole, point, 43.0)));
      assertThat(assessment.clauses()).hasSizeGreaterThan(3);
      assertThat(assessment.clauses())
          .allSatisfy(c -> assertThat(Texts.of("zh").find("clause." + c.key())).isNotNull())
          .allSatisfy(c -> assertThat(Texts.of("zh").find("try." + c.key())).isNotNull());
    }
  }

  @Test
  void whatWasNotMeasuredNeitherHoldsNorFails() {
    Alive alive = Alive.judge(FOUND, OperatingPoint.SEMANTIC, null);
    Assessment assessment = Assessment.of(FOUND.with(alive));
    List<String> unmeasured =
        assessment.clauses().stream()
            .filter(clause -> clause.outcome() == Outcome.NOT_MEASURED)
            .map(Clause::key)
            .toList();
    assertThat(unmeasured).containsExactly("f1_shuffled");
    assertThat(assessment.verdict()).isNotNull();
    assertThat(alive.holds()).isTrue();
    assertThat(new Verdict("semantic", assessment.clauses()).alive()).isTrue();
  }
}
