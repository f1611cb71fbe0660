package subtext.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import subtext.data.Batch;
import subtext.tensor.Precision;
import subtext.tensor.Scope;

class NaiveVaeTest {
  @Test
  void itsLossesAreThoseOfTheTrainersStep() {
    List<Batch> batches = Sentences.synthetic(Weights.SIZES).batches().subList(0, 5);
    try (Step naive = new NaiveVae(Weights.SIZES, Weights.normal());
        Step ours = new OurStep(Weights.SIZES, Weights.normal(), Precision.FLOAT32, 1)) {
      for (int number = 0; number < batches.size(); number++) {
        double expected = ours.take(batches.get(number), number, 1);
        assertThat(naive.take(batches.get(number), number, 1))
            .as("before step %d", number)
            .isCloseTo(expected, within(1e-4 * expected));
      }
    }
  }

  @Test
  void aStepLeavesNoTensor() {
    Batch batch = Sentences.synthetic(Weights.SIZES).batches().getFirst();
    long before = Scope.liveTensors();
    try (Step naive = new NaiveVae(Weights.SIZES, Weights.normal())) {
      naive.take(batch, 0, 1);
      long weights = Scope.liveTensors();
      naive.take(batch, 1, 1);
      assertThat(Scope.liveTensors()).isEqualTo(weights);
    }
    assertThat(Scope.liveTensors()).isEqualTo(before);
  }
}
