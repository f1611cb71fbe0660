package subtext.store;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A Protocol Buffers message in the making: each field is a key (number and wire type) and a value
 * (https://protobuf.dev/programming-guides/encoding/). Only the types that event files need.
 */
final class Protobuf {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED_32 = 5;

  private final ByteArrayOutputStream message = new ByteArrayOutputStream();

  Protobuf varint(int field, long value) {
    key(field, VARINT);
    varint(value);
    return this;
  }

  Protobuf float64(int field, double value) {
    key(field, FIXED_64);
    message.writeBytes(little(Double.BYTES).putDouble(value).array());
    return this;
  }

  Protobuf float32(int field, float value) {
    key(field, FIXED_32);
    message.writeBytes(little(Float.BYTES).putFloat(value).array());
    return this;
  }

  /** Bytes, a string in UTF-8, or a message inside this one. */
  Protobuf bytes(int field, byte[] value) {
    key(field, LENGTH_DELIMITED);
    varint(value.length);
    message.writeBytes(value);
    return this;
  }

  byte[] toByteArray() {
    return message.toByteArray();
  }

  private void key(int field, int wireType) {
    varint((long) field << 3 | wireType);
  }

  /** Seven bits a byte, lowest first; the high bit says that more follow. */
  private void varint(long value) {
    while ((value & ~0x7fL) != 0) {
      message.write((int) ((value & 0x7f) | 0x80));
      value >>>= 7;
    }
    message.write((int) value);
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
