package subtext.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

class ObservedTest {
  @Test
  void inputsBeginWithTheStartAndTargetsStopWithTheEnd() {
    try (Scope scope = Scope.open()) {
      Observed x = SmallBatch.observed();
      assertThat(x.inputs_BT().toLongs())
          .containsExactly(2, 4, 5, 6, 7, 2, 8, 0, 0, 0, 2, 0, 0, 0, 0, 2, 7, 4, 1, 0);
      assertThat(x.targets_BT().toLongs())
          .containsExactly(4, 5, 6, 7, 3, 8, 3, 0, 0, 0, 3, 0, 0, 0, 0, 7, 4, 1, 3, 0);
      assertThat(x.mask_BT().toFloats())
          .containsExactly(1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 1, 1, 0);
      assertThat(x.counts()).containsExactly(5, 2, 1, 4);
      assertThat(x.predictions()).isEqualTo(12);
    }
  }

  @Test
  void repeatedSentencesStandSideBySide() {
    try (Scope scope = Scope.open()) {
      Observed twice = SmallBatch.observed().repeat(2);
      assertThat(twice.batch()).isEqualTo(8);
      assertThat(twice.counts()).containsExactly(5, 5, 2, 2, 1, 1, 4, 4);
      assertThat(twice.targets_BT().select(1, 0).toLongs()).containsExactly(4, 4, 8, 8, 3, 3, 7, 7);
      assertThat(twice.predictions()).isEqualTo(24);
    }
  }

  @Test
  void variationalDropoutDropsTheSameAtAllTimesOfASentence() {
    try (Scope scope = Scope.open()) {
      Tensor ones_BTD = Tensor.full(1, DType.F64, Device.CPU, 2, 3, 500);
      Pass training = new Pass(true, new Noise(1, 0), new long[] {4, 5});
      Tensor dropped = training.variationalDropout(ones_BTD, 0.4, 7);
      assertThat(dropped.mean().item()).isCloseTo(1, within(0.1));
      assertThat(dropped.select(1, 0).toDoubles())
          .containsExactly(dropped.select(1, 2).toDoubles());
      assertThat(dropped.select(0, 0).sub(dropped.select(0, 1)).square().sum().item())
          .as("each sentence has its own mask")
          .isPositive();
      Pass evaluation = Pass.evaluation(new Noise(1, 0), new long[] {4, 5});
      assertThat(evaluation.variationalDropout(ones_BTD, 0.4, 7)).isSameAs(ones_BTD);
    }
  }

  @Test
  void dropoutKeepsTheExpectationAndIsOffAtEvaluation() {
    long[] examples = LongStream.range(0, 50).toArray();
    try (Scope scope = Scope.open()) {
      Tensor ones = Tensor.full(1, DType.F32, Device.CPU, 50, 20, 10);
      Pass evaluation = Pass.evaluation(new Noise(1, 1), examples);
      assertThat(evaluation.dropout(ones, 0.4, 7)).isSameAs(ones);
      Pass training = new Pass(true, new Noise(1, 1), examples);
      Tensor dropped = training.dropout(ones, 0.4, 7);
      assertThat(dropped.mean().item()).isCloseTo(1, within(3 * Math.sqrt(0.4 / 0.6 / 10_000)));
      assertThat(dropped.lt(0.5).to(DType.F32).mean().item()).isCloseTo(0.4, within(0.015));
      assertThat(training.dropout(ones, 0.4, 8).sub(dropped).square().sum().item()).isPositive();
    }
  }
}
