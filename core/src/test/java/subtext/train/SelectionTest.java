package subtext.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SelectionTest {
  @Test
  void theLowestBoundIsTheBestAndEndsTheWait() {
    Selection selection =
        Selection.START.next(30, 10, true, 0, 0).next(31, 20, true, 0, 0).next(29, 30, true, 0, 0);
    assertThat(selection).isEqualTo(new Selection(29, 30, 0, 0));
  }

  @Test
  void anEqualBoundIsNoImprovement() {
    Selection selection = Selection.START.next(30, 10, true, 0, 0).next(30, 20, true, 0, 0);
    assertThat(selection).isEqualTo(new Selection(30, 10, 1, 0));
  }

  @Test
  void aLowerBoundOfAModelThatIsNotAliveIsPassedOver() {
    Selection selection = Selection.START.next(30, 10, true, 0, 0).next(20, 20, false, 0, 0);
    assertThat(selection).isEqualTo(new Selection(30, 10, 1, 0));
  }

  @Test
  void aBoundThatIsNotANumberIsNeverTheBest() {
    Selection selection = Selection.START.next(Double.NaN, 10, true, 0, 0);
    assertThat(selection.bestStep()).isEqualTo(-1);
    assertThat(selection.stale()).isEqualTo(1);
  }

  @Test
  void theLearningRateDecaysAfterEachStretchOfPatienceUntilItHasDecayedEnough() {
    Selection selection = Selection.START.next(30, 0, true, 2, 2);
    int[] decays = new int[8];
    for (int epoch = 0; epoch < decays.length; epoch++) {
      selection = selection.next(31, epoch + 1, true, 2, 2);
      decays[epoch] = selection.decays();
    }
    assertThat(decays).containsExactly(0, 1, 1, 2, 2, 2, 2, 2);
    assertThat(selection.stale()).as("validations since the last decay").isEqualTo(4);
  }
}
