package subtext.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import subtext.error.InputException;

class ScheduleTest {
  @Test
  void constantWeightNeverChanges() {
    Schedule half = new Schedule.Constant(0.5);
    assertThat(half.weight(0)).isEqualTo(0.5);
    assertThat(half.weight(1000)).isEqualTo(0.5);
    assertThat(half.warmup()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "2.5, 0.25", "5, 0.5", "10, 1", "11, 1"})
  void linearWeightRisesToOneAtTheEndOfTheWarmup(double epoch, double weight) {
    assertThat(new Schedule.Linear(10).weight(epoch)).isEqualTo(weight);
  }

  @Test
  void linearWeightWithoutWarmupIsOneFromTheStart() {
    assertThat(new Schedule.Linear(0).weight(0)).isEqualTo(1);
  }

  @Test
  void logisticWeightIsHalfAtTheMidpointAndSymmetricAboutIt() {
    Schedule logistic = new Schedule.Logistic(4, 2);
    assertThat(logistic.weight(4)).isEqualTo(0.5);
    assertThat(logistic.weight(5)).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-15));
    assertThat(logistic.weight(3) + logistic.weight(5)).isCloseTo(1, within(1e-15));
    assertThat(logistic.weight(logistic.warmup())).isCloseTo(0.99, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0.25", "2, 0.5", "4, 1", "7.5, 1", "8, 0", "10, 0.5", "15, 1"})
  void cyclicalWeightRisesInTheFirstHalfOfEachPeriod(double epoch, double weight) {
    assertThat(new Schedule.Cyclical(8, 0.5).weight(epoch)).isEqualTo(weight);
  }

  @Test
  void cyclicalWarmupEndsWhenTheFirstRampDoes() {
    assertThat(new Schedule.Cyclical(8, 0.25).warmup()).isEqualTo(2);
  }

  @Test
  void rangesAreNamedWithTheValue() {
    assertThatThrownBy(() -> new Schedule.Linear(-1))
        .isInstanceOf(InputException.class)
        .hasMessage("warmupEpochs: -1 is out of range; allowed: 0 or more");
    assertThatThrownBy(() -> new Schedule.Constant(Double.NaN)).hasMessageContaining("weight: NaN");
    assertThatThrownBy(() -> new Schedule.Cyclical(5, 1.5)).hasMessageContaining("ramp: 1.5");
    assertThatThrownBy(() -> new Schedule.Logistic(5, 0)).hasMessageContaining("steepness: 0");
  }
}
