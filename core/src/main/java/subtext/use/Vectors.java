package subtext.use;

/** Angles between vectors. */
final class Vectors {
  private Vectors() {}

  /** The cosine of the angle between {@code a} and {@code b}; 0 if one of them is zero. */
  static double cosine(float[] a, float[] b) {
    double lengths = Math.sqrt(dot(a, a) * dot(b, b));
    return lengths == 0 ? 0 : dot(a, b) / lengths;
  }

  /** The angle between {@code a} and {@code b} in [0, pi]; 0 if one of them is zero. */
  static double angle(float[] a, float[] b) {
    boolean zero = dot(a, a) == 0 || dot(b, b) == 0;
    return zero ? 0 : Math.acos(Math.clamp(cosine(a, b), -1, 1));
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += (double) a[d] * b[d];
    }
    return sum;
  }
}
