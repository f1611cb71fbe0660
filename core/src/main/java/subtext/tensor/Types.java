package subtext.tensor;

import static org.bytedeco.pytorch.global.torch.ScalarType;

/** {@link DType} and the engine's own names for it. */
final class Types {
  private Types() {}

  static ScalarType scalar(DType type) {
    return switch (type) {
      case F64 -> ScalarType.Double;
      case F32 -> ScalarType.Float;
      case BF16 -> ScalarType.BFloat16;
      case I64 -> ScalarType.Long;
      case I32 -> ScalarType.Int;
      case U8 -> ScalarType.Byte;
      case BOOL -> ScalarType.Bool;
    };
  }

  static DType dtype(ScalarType type) {
    // What native code returns is no constant of the enumeration until it is interned.
    ScalarType constant = type.intern();
    for (DType candidate : DType.values()) {
      if (scalar(candidate) == constant) {
        return candidate;
      }
    }
    throw new IllegalStateException("tensors of type " + type + " are not used");
  }
}
