package subtext.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import subtext.data.Batch;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;

class OverlapTest {
  /** Ids 4 to 7 occur in 1, 2, 4 and 0 of 9 texts. */
  private static final long[] COUNTS = {0, 0, 0, 9, 1, 2, 4, 0};

  private static double idf(long count) {
    return Math.log(10 / (count + 0.5));
  }

  private static double[] shares(int[] sought, int[] in) {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F64, 1);
        Scope scope = Scope.open()) {
      Overlap overlap = Overlap.create(parameters, COUNTS.length);
      overlap.learn(COUNTS, 9);
      return overlap.shares_BF(observed(sought), observed(in)).toDoubles();
    }
  }

  private static Observed observed(int[] text) {
    return Observed.of(Batch.of(List.of(text)), Device.CPU);
  }

  @Test
  void sharesAreOfTokensOfTheirWeightAndOfNeighbours() {
    double[] found = shares(new int[] {4, 5, 6, 7}, new int[] {6, 6, 4, 5});
    assertThat(found[0]).isCloseTo(3 / 4.0, within(1e-9));
    double all = idf(1) + idf(2) + idf(4) + idf(0);
    assertThat(found[1]).isCloseTo((all - idf(0)) / all, within(1e-9));
    assertThat(found[2]).as("4 5 of 4 5, 5 6, 6 7").isCloseTo(1 / 3.0, within(1e-9));
  }

  @Test
  void unknownTokensAndTheEndAreNotShared() {
    assertThat(shares(new int[] {1, 4}, new int[] {1, 5})).containsExactly(0, 0, 0);
    assertThat(shares(new int[] {1, 4}, new int[] {4, 1})[0]).isCloseTo(1, within(1e-9));
  }

  @Test
  void aTextWithoutAKnownTokenSharesNothing() {
    assertThat(shares(new int[] {1}, new int[] {4, 5})).containsExactly(0, 0, 0);
    assertThat(shares(new int[] {}, new int[] {4})).containsExactly(0, 0, 0);
  }
}
