package subtext.tensor;

import java.util.Arrays;

/** How a parameter starts. */
public sealed interface Init {
  Init ZEROS = new Constant(0);

  /**
   * Values of a tensor of {@code shape}, row-major, keyed by the noise's seed and the parameter's
   * {@code name}.
   */
  float[] values(Noise noise, String name, long... shape);

  /** Every entry {@code value}. */
  record Constant(double value) implements Init {
    @Override
    public float[] values(Noise noise, String name, long... shape) {
      float[] values = new float[size(shape)];
      Arrays.fill(values, (float) value);
      return values;
    }
  }

  /** Uniform on [-bound, bound]. */
  record Uniform(double bound) implements Init {
    @Override
    public float[] values(Noise noise, String name, long... shape) {
      float[] values = new float[size(shape)];
      for (int i = 0; i < values.length; i++) {
        values[i] =
            (float) (bound * (2 * noise.uniform(Noise.Stream.INITIAL, hash(name), 0, i) - 1));
      }
      return values;
    }
  }

  private static int size(long... shape) {
    return Math.toIntExact(TensorData.elements(shape));
  }

  private static long hash(String name) {
    long hash = 0;
    for (int i = 0; i < name.length(); i++) {
      hash = Noise.mix(hash + name.charAt(i) + 1);
    }
    return hash;
  }
}
