package subtext.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConvolutionsTest {
  private Scope scope;

  @BeforeEach
  void openScope() {
    scope = Scope.open();
  }

  @AfterEach
  void closeScope() {
    scope.close();
  }

  private static Tensor random(long salt, long... shape) {
    int size = Math.toIntExact(TensorData.elements(shape));
    float[] values = new float[size];
    new Noise(1, 2).normal(Noise.Stream.INITIAL, salt, 0, values, 0, size);
    return Tensor.of(values, shape).to(DType.F64);
  }

  private static Tensor zeros(long size) {
    return Tensor.zeros(DType.F64, Device.CPU, size);
  }

  @Test
  void eachOutputIsTheSumOfAWindowTimesTheKernel() {
    Tensor rising = Tensor.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 1, 1, 3, 3);
    Tensor kernel = Tensor.of(new double[] {1, 10, 100, 1000}, 1, 1, 2, 2);
    Tensor bias = Tensor.of(new double[] {0.5}, 1);
    assertThat(Convolutions.forward(rising, kernel, bias, 1, 0).toDoubles())
        .containsExactly(5421.5, 6532.5, 8754.5, 9865.5);
    assertThat(Convolutions.forward(rising, kernel, bias, 2, 1).toDoubles())
        .containsExactly(1000.5, 3200.5, 7040.5, 9865.5);
  }

  @Test
  void theTransposeIsThatOfTheSameLinearMap() {
    Tensor weight_OIKK = random(1, 3, 2, 4, 4);
    Tensor large_BIHW = random(2, 2, 2, 8, 12);
    Tensor small_BOHW = random(3, 2, 3, 4, 6);
    Tensor down = Convolutions.forward(large_BIHW, weight_OIKK, zeros(3), 2, 1);
    Tensor up = Convolutions.transposed(small_BOHW, weight_OIKK, zeros(2), 2, 1);
    assertThat(down.shape()).containsExactly(2, 3, 4, 6);
    assertThat(up.shape()).containsExactly(2, 2, 8, 12);
    assertThat(down.mul(small_BOHW).sum().item())
        .isCloseTo(up.mul(large_BIHW).sum().item(), within(1e-9));
  }
}
