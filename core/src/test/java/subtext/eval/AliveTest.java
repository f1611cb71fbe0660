package subtext.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import subtext.error.InputException;
import subtext.metric.Interval;
import subtext.objective.OperatingPoint;

class AliveTest {
  private static Evaluation figures(
      @Nullable Double kl, @Nullable Double mi, int au, double usage) {
    return new Evaluation(
        100,
        1000,
        100,
        99.0,
        20,
        19.0,
        100 - (kl == null ? 0 : kl),
        kl,
        true,
        mi,
        1.0,
        au,
        usage,
        new double[8],
        new double[8],
        10,
        "normal",
        new Evaluation.Errors(1, 1.0, 1, 0.1, 0.1, 100),
        null,
        null);
  }

  private static ReconstructionF1 f1(double own, double shuffled) {
    return new ReconstructionF1(new Interval(own, 0.01, 100), new Interval(shuffled, 0.01, 100));
  }

  @Test
  void aModelThatKeepsEveryClauseIsAlive() {
    Alive alive = Alive.judge(figures(6.5, 5.3, 8, 6), OperatingPoint.DENSITY, 98.6);
    assertThat(alive.holds()).isTrue();
    assertThat(alive.clauses()).hasSize(5);
    assertThat(alive.unchecked()).isEmpty();
    assertThat(alive.advice()).isEmpty();
  }

  @Test
  void aCollapsedModelIsToldWhatToTry() {
    Alive alive = Alive.judge(figures(0.0, 0.0, 0, 0), OperatingPoint.DENSITY, null);
    assertThat(alive.holds()).isFalse();
    assertThat(alive.advice()).hasSize(2).anyMatch(advice -> advice.contains("objective.rate"));
    assertThat(alive.unchecked()).containsExactly("nll_iwae - language model");
  }

  @Test
  void klThatTheDecoderIgnoresIsNotLife() {
    Alive alive = Alive.judge(figures(8.0, 7.5, 8, 1), OperatingPoint.DENSITY, null);
    assertThat(alive.holds()).isFalse();
    assertThat(alive.advice()).singleElement().asString().contains("usage - mi = -6.50");
  }

  @Test
  void theBoundMayBeHalfANatBehindTheLanguageModel() {
    assertThat(Alive.judge(figures(6.0, 5.0, 8, 6), OperatingPoint.DENSITY, 98.5).holds()).isTrue();
    assertThat(Alive.judge(figures(6.0, 5.0, 8, 6), OperatingPoint.DENSITY, 98.4).holds())
        .isFalse();
  }

  @Test
  void atTheSemanticPointReconstructionsMustFollowTheSentence() {
    Evaluation figures = figures(20.0, 4.0, 4, 15);
    assertThat(Alive.judge(figures, OperatingPoint.SEMANTIC, null).unchecked())
        .containsExactly("f1 / shuffled");
    assertThat(Alive.judge(figures.with(f1(0.6, 0.3)), OperatingPoint.SEMANTIC, null).holds())
        .isTrue();
    assertThat(Alive.judge(figures.with(f1(0.59, 0.3)), OperatingPoint.SEMANTIC, null).holds())
        .isFalse();
  }

  @Test
  void figuresThatAreNotNumbersAreNotLife() {
    Alive alive = Alive.judge(figures(Double.NaN, Double.NaN, 8, 1), OperatingPoint.DENSITY, null);
    assertThat(alive.holds()).isFalse();
  }

  @Test
  void whatAPosteriorHasNotIsNotChecked() {
    assertThat(Alive.judge(figures(null, null, 8, 1), OperatingPoint.DENSITY, null).unchecked())
        .containsExactly("usage - mi", "mi", "kl - mi", "nll_iwae - language model");
    assertThat(Alive.judge(figures(null, null, 1, 1), OperatingPoint.DENSITY, null).holds())
        .isFalse();
  }

  @Test
  void aLanguageModelIsNotJudged() {
    Evaluation figures = Evaluation.ofLanguageModel(10, new double[] {1, 2});
    assertThatThrownBy(() -> Alive.judge(figures, OperatingPoint.DENSITY, null))
        .isInstanceOf(InputException.class);
  }
}
