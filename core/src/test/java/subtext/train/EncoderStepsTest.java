package subtext.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import subtext.objective.InferenceSteps;

class EncoderStepsTest {
  private static final EncoderSteps STEPS = new EncoderSteps(new InferenceSteps.Aggressive(10, 2));

  /** The numbers of the steps taken where step i has the i-th of these losses. */
  private static List<Integer> taken(double... losses) {
    List<Integer> taken = new ArrayList<>();
    STEPS.run(
        step -> {
          taken.add(step);
          return new StepReport(4, 20, losses[step], 0, 0, 0, 1);
        });
    return taken;
  }

  @Test
  void theyEndWithTheFirstWindowThatIsNoBetter() {
    assertThat(taken(9, 7, 8, 5, 6, 7)).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(taken(5, 5, 5, 5)).containsExactly(0, 1, 2, 3);
  }

  @Test
  void theyEndWhenThereWereEnough() {
    assertThat(taken(10, 9, 8, 7, 6, 5, 4, 3, 2, 1)).hasSize(10);
  }
}
