package subtext.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorDataTest {
  @Test
  void aTensorMayHaveNoElements() {
    try (Scope scope = Scope.open()) {
      assertThat(Tensor.of(new float[0], 0, 3).shape()).containsExactly(0, 3);
      assertThat(Tensor.of(new double[0], 0).shape()).containsExactly(0);
      assertThat(Tensor.of(new long[0], 0).shape()).containsExactly(0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeComesBackFromTheEngineAsItWentIn(DType type) {
    ByteBuffer bytes = ByteBuffer.allocate(6 * type.bytes());
    for (int i = 0; i < bytes.capacity(); i++) {
      bytes.put(i, (byte) (type == DType.BOOL ? i % 2 : 3 * i + 1));
    }
    TensorData data = new TensorData(type, new long[] {2, 3}, bytes);
    try (Scope scope = Scope.open()) {
      TensorData back = Tensor.of(data, Device.CPU).toData();
      assertThat(back.dtype()).isEqualTo(type);
      assertThat(back.shape()).containsExactly(2, 3);
      assertThat(back.bytes()).isEqualTo(data.bytes());
    }
  }

  @Test
  void aTransposedTensorIsWrittenRowByRow() {
    try (Scope scope = Scope.open()) {
      Tensor transposed = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3).transpose(0, 1);
      ByteBuffer bytes = transposed.toData().bytes();
      assertThat(bytes.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
      assertThat(bytes.getFloat()).isEqualTo(1);
      assertThat(bytes.getFloat()).isEqualTo(4);
    }
  }

  @Test
  void scalarsAndEmptyTensorsHaveTheirOwnShapes() {
    try (Scope scope = Scope.open()) {
      assertThat(Tensor.of(new double[] {7}).toData().shape()).isEmpty();
      TensorData empty = Tensor.zeros(DType.F32, Device.CPU, 0, 4).toData();
      assertThat(Tensor.of(empty, Device.CPU).shape()).containsExactly(0, 4);
    }
  }

  @Test
  void bytesThatDoNotFitTheShapeAreRefused() {
    assertThatThrownBy(() -> new TensorData(DType.F32, new long[] {2, 3}, ByteBuffer.allocate(23)))
        .hasMessageContaining("23")
        .hasMessageContaining("24");
    assertThatThrownBy(
            () -> new TensorData(DType.F32, new long[] {-2, -3}, ByteBuffer.allocate(24)))
        .hasMessageContaining("-2");
    assertThatThrownBy(
            () -> new TensorData(DType.F64, new long[] {1L << 61}, ByteBuffer.allocate(0)))
        .isInstanceOf(ArithmeticException.class);
  }
}
