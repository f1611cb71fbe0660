package subtext.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearningRateTest {
  @Test
  void constantFactorIsOne() {
    assertThat(new LearningRate.Constant().factor(7, 10, 3)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0.5", "2, 1", "7, 0.5", "12, 0", "15, 0"})
  void linearDecayWarmsUpAndThenFallsToZeroAtTheLastEpoch(double epoch, double factor) {
    assertThat(new LearningRate.LinearDecay(2).factor(epoch, 12, 0)).isEqualTo(factor);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0.5", "2, 1", "7, 0.5", "12, 0"})
  void cosineIsHalfWayDownInTheMiddle(double epoch, double factor) {
    assertThat(new LearningRate.Cosine(2).factor(epoch, 12, 0)).isCloseTo(factor, within(1e-15));
  }

  @Test
  void cosineAtAQuarterOfItsFallIsTheClosedForm() {
    double expected = (1 + Math.cos(Math.PI / 4)) / 2;
    assertThat(new LearningRate.Cosine(0).factor(2, 8, 0)).isCloseTo(expected, within(1e-15));
  }

  @Test
  void warmupLongerThanTrainingNeverDividesByZero() {
    assertThat(new LearningRate.LinearDecay(5).factor(5, 5, 0)).isZero();
    assertThat(new LearningRate.Cosine(9).factor(4.5, 5, 0)).isEqualTo(0.5);
  }

  @Test
  void plateauHalvesAtEachDecayUntilTheLast() {
    LearningRate plateau = new LearningRate.Plateau(0.5, 3, 2);
    assertThat(plateau.factor(9, 40, 0)).isEqualTo(1);
    assertThat(plateau.factor(9, 40, 2)).isEqualTo(0.25);
    assertThat(plateau.factor(9, 40, 8)).isEqualTo(0.125);
  }

  @Test
  void plateauRefusesAFactorThatDoesNotDecay() {
    assertThatThrownBy(() -> new LearningRate.Plateau(1, 3, 2)).hasMessageContaining("factor: 1");
  }

  @Test
  void plateauRisesDuringItsWarmup() {
    LearningRate warm = new LearningRate.Plateau(0.5, 3, 2, 4);
    assertThat(warm.factor(0, 100, 0)).isZero();
    assertThat(warm.factor(1, 100, 0)).isEqualTo(0.25);
    assertThat(warm.factor(4, 100, 1)).isEqualTo(0.5);
  }
}
