package subtext.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WeightAverageTest {
  private final Parameters parameters = new Parameters(Device.CPU, DType.F64, 1);
  private final Tensor weight = parameters.create("w", new Init.Constant(0), 2);

  @AfterEach
  void close() {
    parameters.close();
  }

  private void set(double value) {
    Autograd.withoutResult(() -> weight.mul_(0).add_(value));
  }

  private double mean(WeightAverage average) {
    return average.inPlaceOfWeights(() -> weight.toDoubles()[1]);
  }

  @Test
  void itIsTheMeanOfAllStepsUntilTheHorizon() {
    try (WeightAverage average = new WeightAverage(parameters, 50)) {
      for (int step = 1; step <= 50; step++) {
        set(step);
        average.follow(step);
        assertThat(mean(average)).isCloseTo((step + 1) / 2.0, within(1e-9));
      }
      set(101);
      average.follow(51);
      assertThat(mean(average))
          .as("then 1 / 50 of the new")
          .isCloseTo(25.5 + 75.5 / 50, within(1e-9));
    }
  }

  @Test
  void theWeightsStayAsTheyAreUntilTheyAreSettled() {
    try (WeightAverage average = new WeightAverage(parameters, 50)) {
      set(1);
      average.follow(1);
      set(3);
      average.follow(2);
      assertThat(mean(average)).isEqualTo(2);
      assertThat(weight.toDoubles()).containsExactly(3, 3);
      average.settle();
      assertThat(weight.toDoubles()).containsExactly(2, 2);
    }
  }

  @Test
  void aLongHorizonCountsEverySixteenthStep() {
    try (WeightAverage average = new WeightAverage(parameters, 10_000)) {
      for (int step = 1; step <= 48; step++) {
        set(step);
        average.follow(step);
      }
      assertThat(mean(average)).isEqualTo((16 + 32 + 48) / 3.0);
    }
  }

  @Test
  void aSavedOneGoesOnAndOneThatIsResetStartsAgain() {
    try (WeightAverage average = new WeightAverage(parameters, 50);
        WeightAverage resumed = new WeightAverage(parameters, 50)) {
      set(1);
      average.follow(1);
      resumed.load(average.toData());
      set(5);
      resumed.follow(2);
      assertThat(mean(resumed)).isEqualTo(3);
      resumed.reset();
      resumed.follow(3);
      assertThat(mean(resumed)).isEqualTo(5);
    }
  }

  @Test
  void withoutAHorizonThereIsNone() {
    long before = Scope.liveTensors();
    try (WeightAverage none = new WeightAverage(parameters, 0)) {
      set(4);
      none.follow(1);
      assertThat(mean(none)).isEqualTo(4);
      none.settle();
      assertThat(weight.toDoubles()).containsExactly(4, 4);
      assertThat(none.toData()).isEmpty();
      assertThat(Scope.liveTensors()).isEqualTo(before);
    }
  }
}
