package subtext.data;

import java.util.Objects;
import subtext.config.Allowed;
import subtext.tensor.Noise;

/**
 * The sentences of a cache in batches, of like lengths unless it is said. Each sentence stands in
 * one batch of an epoch; any batch can be asked for at any time, by epoch and number.
 *
 * <p>The order by length is cut into batches of equal size (the last may be smaller). Shuffled, the
 * sentences of each length are permuted before, and the batches after; both permutations are keyed
 * by (seed, epoch). Of each batch, {@link #slice} takes the part of one process: the parts of all
 * make up the batch, so the number of processes changes no step's sentences.
 */
public final class Batches {
  private static final long BATCH_ORDER = -1;
  private static final long SENTENCE_ORDER = -2;

  private enum Order {
    SORTED,
    LIKE_LENGTHS,
    MIXED
  }

  private final TokenCache cache;
  private final int size;
  private final Order order;
  private final long seed;
  private final int rank;
  private final int world;

  private Batches(TokenCache cache, int size, Order order, long seed, int rank, int world) {
    Allowed.between("batch", size, 1, 1 << 20);
    Allowed.atLeast("world", world, 1);
    Allowed.between("rank", rank, 0, world - 1);
    this.cache = cache;
    this.size = size;
    this.order = order;
    this.seed = seed;
    this.rank = rank;
    this.world = world;
  }

  /** Batches of {@code size} sentences, in another order in each epoch. */
  public static Batches shuffled(TokenCache cache, int size, long seed) {
    return new Batches(cache, size, Order.LIKE_LENGTHS, seed, 0, 1);
  }

  /**
   * Batches of {@code size} sentences of any lengths, in another order in each epoch: where what is
   * normalised over a batch must not depend on the lengths.
   */
  public static Batches mixed(TokenCache cache, int size, long seed) {
    return new Batches(cache, size, Order.MIXED, seed, 0, 1);
  }

  /** Batches of {@code size} sentences from the shortest to the longest, for evaluation. */
  public static Batches sorted(TokenCache cache, int size) {
    return new Batches(cache, size, Order.SORTED, 0, 0, 1);
  }

  /** The part of process {@code rank} of {@code world} of each batch: every world-th sentence. */
  public Batches slice(int rank, int world) {
    return new Batches(cache, size, order, seed, rank, world);
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
    int[] lengths = new int[batch];
    int[] labels = new int[batch];
    int time = 0;
    for (int b = 0; b < batch; b++) {
      long example = example(epoch, first + rank + (long) b * world);
      examples[b] = example;
      lengths[b] = cache.length(example);
      labels[b] = cache.label(example);
      time = Math.max(time, lengths[b]);
    }
    int[] tokens = new int[batch * time];
    for (int b = 0; b < batch; b++) {
      cache.copy(examples[b], tokens, b * time);
    }
    return new Batch(examples, lengths, tokens, labels, cache.features(examples), batch, time);
  }

  /** Place, in the order by length, of the first sentence of a batch. */
  private long first(long epoch, long index) {
    Objects.checkIndex(index, count());
    return size
        * (order == Order.LIKE_LENGTHS
            ? permutation(count(), epoch, BATCH_ORDER).at(index)
            : index);
  }

  /** The sentence at {@code place} of the order. */
  private long example(long epoch, long place) {
    return switch (order) {
      case SORTED -> cache.byLength(place);
      case LIKE_LENGTHS -> amongAlike(epoch, place);
      case MIXED -> permutation(cache.size(), epoch, SENTENCE_ORDER).at(place);
    };
  }

  /** The sentence at {@code place} of the order by length, when those alike have changed places. */
  private long amongAlike(long epoch, long place) {
    long example = cache.byLength(place);
    int length = cache.length(example);
    long start = cache.start(length);
    long alike = cache.start(length + 1) - start;
    return cache.byLength(start + permutation(alike, epoch, length).at(place - start));
  }

  private Permutation permutation(long n, long epoch, long what) {
    return new Permutation(n, Noise.mix(Noise.mix(Noise.mix(seed) + epoch) + what));
  }
}
