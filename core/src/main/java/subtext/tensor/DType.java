package subtext.tensor;

/**
 * Element types that Subtext stores and computes with; names are those of the safetensors format.
 */
public enum DType {
  F64(8),
  F32(4),
  BF16(2),
  I64(8),
  I32(4),
  U8(1),
  BOOL(1);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** Size of one element. */
  public int bytes() {
    return bytes;
  }
}
