package subtext.features;

import java.nio.FloatBuffer;

/** How the hidden states of a sentence's tokens become one vector. B batch, T time, D features. */
enum Pooling {
  /** The sum of those that are no padding, which has the direction of their mean. */
  MEAN,
  /** That of the first token. */
  FIRST;

  /**
   * A sentence's vector, of length one.
   *
   * @param row of its first token in {@code states_BTD}, counted over the batch
   * @param mask_T 1 for its tokens, 0 for padding
   */
  float[] vector(FloatBuffer states_BTD, int row, long[] mask_T, int dimensions) {
    float[] vector = new float[dimensions];
    int tokens = this == FIRST ? 1 : mask_T.length;
    for (int t = 0; t < tokens; t++) {
      if (mask_T[t] == 1) {
        for (int d = 0; d < dimensions; d++) {
          vector[d] += states_BTD.get((row + t) * dimensions + d);
        }
      }
    }
    return normalized(vector);
  }

  private static float[] normalized(float[] vector) {
    double square = 0;
    for (float value : vector) {
      square += (double) value * value;
    }
    for (int d = 0; d < vector.length; d++) {
      vector[d] /= (float) Math.sqrt(square);
    }
    return vector;
  }
}
