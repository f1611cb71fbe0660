package subtext.tensor;

/** Loads the engine and computes a little; for {@link ColdStartIT} to run in a JVM of its own. */
final class ColdStart {
  static final String ANSWER = "the answer is 42.0";

  private ColdStart() {}

  public static void main(String[] arguments) {
    try (Scope scope = Scope.open()) {
      Tensor ones = Tensor.full(1, DType.F32, Device.CPU, 6, 7);
      System.out.println(
          "the answer is " + ones.matmul(ones.transpose(0, 1)).select(0, 0).sum().item());
    }
  }
}
