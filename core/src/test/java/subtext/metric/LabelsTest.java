package subtext.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import subtext.error.InputException;

class LabelsTest {

  private static final int[] GOLD = {0, 0, 0, 1, 2};
  private static final int[] PREDICTED = {0, 0, 1, 1, 3};

  @Test
  void accuracyIsTheShareOfRightLabels() {
    assertThat(Accuracy.of(PREDICTED, GOLD)).isEqualTo(0.6);
  }

  @Test
  void macroF1AveragesOverEveryLabelSeenOnEitherSide() {
    // Label 0: 2*2/(2+3) = 0.8; label 1: 2*1/(2+1) = 2/3; labels 2 and 3: 0.
    assertThat(MacroF1.of(PREDICTED, GOLD)).isCloseTo((0.8 + 2.0 / 3) / 4, within(1e-12));
  }

  @Test
  void labelsOfDifferentExamplesAreRefused() {
    assertThatThrownBy(() -> Accuracy.of(new int[2], new int[3]))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("got 2 and 3");
  }
}
