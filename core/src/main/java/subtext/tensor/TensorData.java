package subtext.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A tensor's contents outside the engine: row-major, little-endian. What files hold, and what
 * crosses between the engine and the rest of the program in bulk.
 *
 * @param bytes exactly {@code dtype.bytes() * product(shape)} bytes remain in it
 */
@SuppressWarnings("ArrayRecordComponent")
public record TensorData(DType dtype, long[] shape, ByteBuffer bytes) {
  public TensorData {
    long size = Math.multiplyExact(elements(shape), dtype.bytes());
    if (size != bytes.remaining()) {
      throw new IllegalArgumentException(
          "bytes: %d given, but %s of %d elements takes %d"
              .formatted(bytes.remaining(), dtype, elements(shape), size));
    }
    bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Product of the dimensions; 1 for a scalar.
   *
   * @throws IllegalArgumentException where a dimension is negative
   * @throws ArithmeticException where the product is more than a long holds
   */
  public static long elements(long... shape) {
    long elements = 1;
    for (long dimension : shape) {
      if (dimension < 0) {
        throw new IllegalArgumentException("shape: dimension " + dimension + " is negative");
      }
      elements = Math.multiplyExact(elements, dimension);
    }
    return elements;
  }
}
