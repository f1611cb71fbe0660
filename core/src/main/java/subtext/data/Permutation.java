package subtext.data;

import subtext.tensor.Noise;

/**
 * A permutation of 0 .. n-1 that is computed and not stored: a Feistel network over the least even
 * number of bits that holds n, walked until it lands below n (Black and Rogaway 2002, "Ciphers with
 * arbitrary finite domains"). The same n and key give the same permutation.
 */
public final class Permutation {
  private static final int ROUNDS = 6;

  private final long n;
  private final long key;
  private final int halfBits;
  private final long halfMask;

  /** Of 0 .. n-1. */
  public Permutation(long n, long key) {
    this.n = n;
    this.key = key;
    this.halfBits = Math.max(1, (65 - Long.numberOfLeadingZeros(Math.max(1, n - 1))) / 2);
    this.halfMask = (1L << halfBits) - 1;
  }

  /** Where {@code i} goes; fewer than four steps on average. */
  public long at(long i) {
    long place = i;
    do {
      place = encrypt(place);
    } while (place >= n);
    return place;
  }

  private long encrypt(long block) {
    long left = block >>> halfBits;
    long right = block & halfMask;
    for (int round = 0; round < ROUNDS; round++) {
      long mixed = left ^ (Noise.mix(key + Noise.mix((right << 3) + round)) & halfMask);
      left = right;
      right = mixed;
    }
    return left << halfBits | right;
  }
}
