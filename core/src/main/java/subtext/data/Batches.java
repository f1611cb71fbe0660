package subtext.data;

import java.util.Arrays;
import java.util.Objects;
import subtext.config.Allowed;
import subtext.tensor.Noise;

/**
 * The sentences of a cache in batches of like lengths. Each sentence stands in one batch of an
 * epoch; any batch can be asked for at any time, by epoch and number.
 *
 * <p>The order by length is cut into batches of equal size (the last may be smaller). Shuffled, the
 * sentences of each length are permuted before, and the batches after; both permutations are keyed
 * by (seed, epoch). Of each batch, {@link #slice} takes the part of one process: the parts of all
 * make up the batch, so the number of processes changes no step's sentences.
 */
public final class Batches {
  private static final long BATCH_ORDER = -1;

  private final TokenCache cache;
  private final int size;
  private final boolean shuffled;
  private final long seed;
  private final int rank;
  private final int world;

  private Batches(TokenCache cache, int size, boolean shuffled, long seed, int rank, int world) {
    Allowed.between("batch", size, 1, 1 << 20);
    Allowed.atLeast("world", world, 1);
    Allowed.between("rank", rank, 0, world - 1);
    this.cache = cache;
    this.size = size;
    this.shuffled = shuffled;
    this.seed = seed;
    this.rank = rank;
    this.world = world;
  }

  /** Batches of {@code size} sentences, in another order in each epoch. */
  public static Batches shuffled(TokenCache cache, int size, long seed) {
    return new Batches(cache, size, true, seed, 0, 1);
  }

  /** Batches of {@code size} sentences from the shortest to the longest, for evaluation. */
  public static Batches sorted(TokenCache cache, int size) {
    return new Batches(cache, size, false, 0, 0, 1);
  }

  /** The part of process {@code rank} of {@code world} of each batch: every world-th sentence. */
  public Batches slice(int rank, int world) {
    return new Batches(cache, size, shuffled, seed, rank, world);
  }

  /** Batches in an epoch, the same for every process. */
  public long count() {
    return (cache.size() + size - 1) / size;
  }

  /** Sentences of a batch, the parts of all processes together. */
  public int sentences(long epoch, long index) {
    return (int) Math.min(size, cache.size() - first(epoch, index));
  }

  /** This process's part of batch {@code index}, from 0 to {@link #count} - 1. */
  public Batch batch(long epoch, long index) {
    long first = first(epoch, index);
    int whole = (int) Math.min(size, cache.size() - first);
    int batch = (whole - rank + world - 1) / world;
    long[] examples = new long[batch];
    Arrays.setAll(examples, b -> example(epoch, first + rank + (long) b * world));
    return cache.batch(examples);
  }

  /** Place, in the order by length, of the first sentence of a batch. */
  private long first(long epoch, long index) {
    Objects.checkIndex(index, count());
    return size * (shuffled ? permutation(count(), epoch, BATCH_ORDER).at(index) : index);
  }

  /** The sentence at {@code place} when those of its length have changed places. */
  private long example(long epoch, long place) {
    long example = cache.byLength(place);
    if (!shuffled) {
      return example;
    }
    int length = cache.length(example);
    long start = cache.start(length);
    long alike = cache.start(length + 1) - start;
    return cache.byLength(start + permutation(alike, epoch, length).at(place - start));
  }

  private Permutation permutation(long n, long epoch, long what) {
    return new Permutation(n, Noise.mix(Noise.mix(Noise.mix(seed) + epoch) + what));
  }
}
