package subtext.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AttentionTest {
  private static Tensor uniform(Parameters parameters, String name, long... shape) {
    return parameters.create(name, new Init.Uniform(1), shape);
  }

  @Test
  void inBfloat16ItIsThatOfFloat32Rounded() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F32, 3);
        Scope scope = Scope.open()) {
      Tensor queries = uniform(parameters, "queries", 2, 2, 3, 8).to(DType.BF16);
      Tensor keys = uniform(parameters, "keys", 2, 2, 5, 8).to(DType.BF16);
      Tensor values = uniform(parameters, "values", 2, 2, 5, 8).to(DType.BF16);
      Tensor precise =
          Layers.attention(
              queries.to(DType.F32), keys.to(DType.F32), values.to(DType.F32), null, false);
      Tensor found =
          Precision.BFLOAT16.run(
              Device.CPU, () -> Layers.attention(queries, keys, values, null, false));
      assertThat(found.dtype()).isEqualTo(DType.BF16);
      assertThat(found.to(DType.F32).toFloats())
          .isEqualTo(precise.to(DType.BF16).to(DType.F32).toFloats());
    }
  }

  @Test
  void productsAfterItAreInBfloat16Again() {
    try (Parameters parameters = new Parameters(Device.CPU, DType.F32, 3);
        Scope scope = Scope.open()) {
      Tensor weight = uniform(parameters, "weight", 8, 8);
      Tensor states = uniform(parameters, "states", 1, 1, 4, 8).to(DType.BF16);
      DType after =
          Precision.BFLOAT16.run(
              Device.CPU,
              () -> {
                Layers.attention(states, states, states, null, true);
                return weight.matmul(weight).dtype();
              });
      assertThat(after).isEqualTo(DType.BF16);
    }
  }
}
