package subtext.tensor;

/**
 * Random numbers without state: each value is a hash of (seed, stream, step, example, position).
 * The same example draws the same noise whatever batch, process or resumption it meets in, so
 * nothing of a generator has to be saved.
 *
 * @param seed of the run
 * @param step of the optimiser, or any number that tells one use from another
 */
public record Noise(long seed, long step) {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** Makes four unsigned numbers of 16 bits signed ones in the same order. */
  private static final long TO_SIGNED = 0x8000_8000_8000_8000L;

  /** What the numbers are for; streams are independent of one another. */
  public enum Stream {
    POSTERIOR(1),
    WORD_DROPOUT(2),
    DROPOUT(3),
    DECODING(4),
    PRIOR(5),
    INITIAL(6),
    ORDER(7),
    PIXELS(8),
    LABEL(9);

    private final long number;

    Stream(long number) {
      this.number = number;
    }
  }

  /**
   * Numbers for the same purposes that know nothing of these, nor of those of another {@code
   * place}.
   */
  public Noise apart(int place) {
    return new Noise(mix(seed) + place, step);
  }

  /**
   * The finaliser of SplitMix64 (Steele et al. 2014): a bijection whose output bits look
   * independent.
   */
  public static long mix(long bits) {
    bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
    return bits ^ (bits >>> 31);
  }

  private long key(Stream stream, long salt, long example) {
    long key = mix(seed + GOLDEN);
    key = mix(key ^ (step + GOLDEN * stream.number));
    key = mix(key + GOLDEN * (salt + 1));
    return mix(key ^ mix(example + GOLDEN));
  }

  /** Uniform in (0, 1), of 53 bits. */
  private static double unit(long bits) {
    return ((bits >>> 11) + 0.5) * 0x1.0p-53;
  }

  /** A uniform number in (0, 1) for {@code position} of {@code example}. */
  public double uniform(Stream stream, long salt, long example, long position) {
    return unit(mix(key(stream, salt, example) + GOLDEN * position));
  }

  /**
   * Writes {@code count} standard normal numbers of {@code example} to {@code target} (Box and
   * Muller 1958).
   */
  public void normal(Stream stream, long salt, long example, float[] target, int at, int count) {
    long key = key(stream, salt, example);
    for (int i = 0; i < count; i += 2) {
      double radius = Math.sqrt(-2 * Math.log(unit(mix(key + GOLDEN * i))));
      double angle = 2 * Math.PI * unit(mix(key + GOLDEN * (i + 1)));
      target[at + i] = (float) (radius * Math.cos(angle));
      if (i + 1 < count) {
        target[at + i + 1] = (float) (radius * Math.sin(angle));
      }
    }
  }

  /** Standard normal numbers [B, D], row b keyed by {@code examples[b]}. */
  public Tensor normal(Stream stream, long salt, long[] examples, int dimensions, Tensor like) {
    float[] values = new float[examples.length * dimensions];
    for (int b = 0; b < examples.length; b++) {
      normal(stream, salt, examples[b], values, b * dimensions, dimensions);
    }
    return Tensor.of(values, examples.length, dimensions).to(like);
  }

  /**
   * A dropout mask [B, perExample]: 0 with probability {@code rate}, else 1 / (1 - rate), so that
   * the expectation is 1. In the type and place of {@code like}.
   *
   * <p>Java draws 64 bits at a time, and the engine compares them 16 by 16: a third of the time
   * that it takes Java alone.
   *
   * @param rate in [0, 1), to 1 / 65,536
   */
  public Tensor dropoutMask(long salt, long[] examples, int perExample, double rate, Tensor like) {
    double dropped = Math.rint(rate * 65_536) + Short.MIN_VALUE;
    return shorts(Stream.DROPOUT, salt, examples, perExample, like.device())
        .ge(dropped)
        .to(like.dtype())
        .mul_(1 / (1 - rate));
  }

  /**
   * 1 with the probability that stands there, else 0, in the type and place of {@code
   * probabilities_BD} (to 1 / 65,536); row b keyed by {@code examples[b]}.
   */
  public Tensor bernoulli(Stream stream, long salt, long[] examples, Tensor probabilities_BD) {
    int perExample = Math.toIntExact(probabilities_BD.size(1));
    Tensor bounds_BD = probabilities_BD.mul(65_536).add(Short.MIN_VALUE);
    return shorts(stream, salt, examples, perExample, bounds_BD.device())
        .to(bounds_BD)
        .lt(bounds_BD)
        .to(bounds_BD);
  }

  /** Signed numbers of 16 bits [B, perExample], uniform, row b keyed by {@code examples[b]}. */
  private Tensor shorts(Stream stream, long salt, long[] examples, int perExample, Device device) {
    int words = (perExample + 3) / 4;
    long[] bits = new long[examples.length * words];
    for (int b = 0; b < examples.length; b++) {
      long key = key(stream, salt, examples[b]);
      for (int w = 0; w < words; w++) {
        bits[b * words + w] = mix(key + GOLDEN * (4L * w)) ^ TO_SIGNED;
      }
    }
    return Tensor.of(bits, examples.length, words).to(device).shorts().narrow(1, 0, perExample);
  }
}
