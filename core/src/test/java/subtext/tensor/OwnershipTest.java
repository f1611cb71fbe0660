package subtext.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;

/** Who frees what: nothing native is left behind, and nothing that was kept is freed. */
class OwnershipTest {
  @Test
  void whatWasKeptOfAResultOfSeveralTensorsOutlivesTheOthers() {
    Tensor largest;
    Tensor hidden;
    try (Scope scope = Scope.open()) {
      Tensor values = Tensor.of(new float[] {1, 5, 3, 4, 2, 6}, 2, 3);
      largest = scope.release(values.max(1));
      Tensor input = Tensor.full(1, DType.F32, Device.CPU, 1, 4, 2);
      Tensor state = Tensor.zeros(DType.F32, Device.CPU, 1, 1, 2);
      List<Tensor> weights =
          List.of(
              Tensor.full(1, DType.F32, Device.CPU, 2, 2),
              Tensor.full(1, DType.F32, Device.CPU, 2, 2),
              Tensor.zeros(DType.F32, Device.CPU, 2),
              Tensor.zeros(DType.F32, Device.CPU, 2));
      hidden = scope.release(Recurrence.rnn(input, List.of(state), weights).state().getFirst());
    }
    try (Scope scope = Scope.open()) {
      for (int i = 0; i < 1000; i++) {
        Tensor.full(i, DType.F32, Device.CPU, 2).add(1);
      }
      assertThat(largest.toFloats()).containsExactly(5, 6);
      assertThat(hidden.toFloats()[0]).isBetween(0.99f, 1f);
    }
    largest.close();
    hidden.close();
  }

  @Test
  void readingATensorOutsideEveryScopeLeavesNothingBehind() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F32, 1)) {
      Tensor x = parameters.create("x", new Init.Constant(3), 2);
      long before = owners(x);
      for (int i = 0; i < 10; i++) {
        x.toFloats();
        x.toDoubles();
        x.toData();
      }
      assertThat(owners(x)).isEqualTo(before);
    }
  }

  /** How many native tensors share the numbers of {@code tensor}. */
  private static long owners(Tensor tensor) {
    try (PointerScope pointers = new PointerScope()) {
      return tensor.handle().storage().use_count();
    }
  }
}
