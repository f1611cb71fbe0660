package subtext.nn;

import java.util.Arrays;
import java.util.stream.LongStream;
import subtext.tensor.Noise;
import subtext.tensor.Tensor;

/**
 * What a forward pass needs besides its input.
 *
 * @param training whether dropout is on
 * @param noise the source of every random number
 * @param examples [B] the numbers of the examples, which key their noise
 */
@SuppressWarnings("ArrayRecordComponent")
public record Pass(boolean training, Noise noise, long[] examples) {
  /** A pass without dropout. */
  public static Pass evaluation(Noise noise, long[] examples) {
    return new Pass(false, noise, examples);
  }

  /** With noise of its own, so that one place of several texts does not drop the same numbers. */
  public Pass apart(int text) {
    return new Pass(training, noise.apart(text), examples);
  }

  /** For each example {@code times} over, side by side, with the same noise. */
  public Pass repeat(int times) {
    long[] repeated = new long[examples.length * times];
    Arrays.setAll(repeated, i -> examples[i / times]);
    return new Pass(training, noise, repeated);
  }

  /** For the examples at {@code places}, with the noise that they have here. */
  public Pass rows(int[] places) {
    return new Pass(
        training, noise, Arrays.stream(places).mapToLong(place -> examples[place]).toArray());
  }

  /**
   * Inverted dropout of {@code input} [B, ...] (Srivastava et al. 2014); the input itself where
   * there is none.
   *
   * @param salt tells this place in the network from others
   */
  public Tensor dropout(Tensor input, double rate, long salt) {
    if (!training || rate == 0) {
      return input;
    }
    int perExample = Math.toIntExact(input.elements() / examples.length);
    Tensor mask = noise.dropoutMask(salt, examples, perExample, rate, input);
    return input.mul(mask.reshape(input.shape()));
  }

  /**
   * Dropout of {@code input_BTD} [B, T, D] with one mask for all times of a sentence (Gal and
   * Ghahramani 2016).
   *
   * @param salt as of {@link #dropout}
   */
  public Tensor variationalDropout(Tensor input_BTD, double rate, long salt) {
    if (!training || rate == 0) {
      return input_BTD;
    }
    int size = Math.toIntExact(input_BTD.size(2));
    return input_BTD.mul(noise.dropoutMask(salt, examples, size, rate, input_BTD).unsqueeze(1));
  }

  /**
   * Inverted dropout of the matrix {@code weight_OI} itself (Wan et al. 2013): the same for all
   * examples of a step, on whatever process they are.
   *
   * @param salt as of {@link #dropout}
   */
  public Tensor weightDropout(Tensor weight_OI, double rate, long salt) {
    if (!training || rate == 0) {
      return weight_OI;
    }
    long[] rows = LongStream.range(0, weight_OI.size(0)).toArray();
    int columns = Math.toIntExact(weight_OI.size(1));
    return weight_OI.mul(noise.dropoutMask(salt, rows, columns, rate, weight_OI));
  }
}
