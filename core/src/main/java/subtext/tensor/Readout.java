package subtext.tensor;

import static org.bytedeco.pytorch.global.torch.ScalarType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Copies of a native tensor's numbers, row-major. Each frees at once what it makes on the way, so
 * that reading needs no {@link Scope}.
 */
final class Readout {
  private Readout() {}

  static float[] floats(Tensor tensor) {
    float[] values = new float[Math.toIntExact(tensor.numel())];
    try (PointerScope pointers = new PointerScope()) {
      host(tensor, ScalarType.Float).data_ptr_float().get(values);
    }
    return values;
  }

  static double[] doubles(Tensor tensor) {
    double[] values = new double[Math.toIntExact(tensor.numel())];
    try (PointerScope pointers = new PointerScope()) {
      host(tensor, ScalarType.Double).data_ptr_double().get(values);
    }
    return values;
  }

  static long[] longs(Tensor tensor) {
    long[] values = new long[Math.toIntExact(tensor.numel())];
    try (PointerScope pointers = new PointerScope()) {
      host(tensor, ScalarType.Long).data_ptr_long().get(values);
    }
    return values;
  }

  /** Little-endian, in the tensor's own {@code type}. */
  static ByteBuffer bytes(Tensor tensor, DType type) {
    int size = Math.toIntExact(tensor.numel() * type.bytes());
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    if (size > 0) {
      try (PointerScope pointers = new PointerScope()) {
        BytePointer data = new BytePointer(host(tensor, Types.scalar(type)).data_ptr());
        bytes.put(data.capacity(size).asByteBuffer()).flip();
      }
    }
    return bytes;
  }

  private static Tensor host(Tensor tensor, ScalarType type) {
    return tensor.detach().cpu().to(type).contiguous();
  }
}
