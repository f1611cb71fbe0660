package subtext.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LabelReportTest {
  private static LabelOutcome outcome(LabelMethod method, int labels, int seed, double accuracy) {
    return new LabelOutcome(
        "sst2", method.toString(), labels, seed, accuracy, accuracy, 0.1, 0.5, 2, "abc", "");
  }

  private static final List<LabelOutcome> OUTCOMES =
      List.of(
          outcome(LabelMethod.M2, 0, 1, 0.9),
          outcome(LabelMethod.M2, 100, 1, 0.70),
          outcome(LabelMethod.M2, 100, 2, 0.64),
          outcome(LabelMethod.SUPERVISED, 100, 2, 0.60),
          outcome(LabelMethod.SUPERVISED, 100, 1, 0.62),
          outcome(LabelMethod.SUPERVISED, 100, 3, 0.10));

  @Test
  void rowsAreMeansOverSeedsFromFewLabelsToAll() {
    LabelReport report = LabelReport.of(LabelSet.SST2, OUTCOMES);
    assertThat(report.rows()).extracting(LabelReport.Row::labels).containsExactly(100, 100, 0);
    LabelReport.Row m2 = report.rows().get(1);
    assertThat(m2.accuracy().mean()).isCloseTo(0.67, within(1e-12));
    assertThat(m2.accuracy().standardError()).isCloseTo(0.03, within(1e-12));
    assertThat(report.lines())
        .anyMatch(
            line ->
                line.matches(
                    "M2, semi-supervised VAE +100 +2 +67.00 ± 3.00 +67.00 ± 3.00 +0.100 +2"));
  }

  @Test
  void theTwinsAreComparedSeedBySeed() {
    LabelReport report = LabelReport.of(LabelSet.SST2, OUTCOMES);
    assertThat(report.differences()).hasSize(1);
    assertThat(report.differences().getFirst().accuracy().mean()).isCloseTo(0.06, within(1e-12));
    assertThat(report.differences().getFirst().accuracy().standardError())
        .isCloseTo(0.02, within(1e-12));
    assertThat(report.lines()).contains("M2 - supervised, 100 labels: 6.00 ± 2.00 over 2 seeds");
  }
}
