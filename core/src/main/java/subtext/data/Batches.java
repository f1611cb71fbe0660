package subtext.data;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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
 *
 * <p>Of a corpus with few labels, {@link #joining} adds labelled sentences to each batch, and
 * {@link #labelled} leaves out all others.
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
  private final ByLength sentences;
  private final @Nullable LabelledShare share;
  private final int size;
  private final Order order;
  private final long seed;
  private final int rank;
  private final int world;

  private Batches(TokenCache cache, int size, Order order, long seed) {
    Allowed.between("batch", size, 1, 1 << 20);
    this.cache = cache;
    this.sentences = new ByLength.All(cache);
    this.share = null;
    this.size = size;
    this.order = order;
    this.seed = seed;
    this.rank = 0;
    this.world = 1;
  }

  private Batches(
      Batches like, ByLength sentences, @Nullable LabelledShare share, int rank, int world) {
    this.cache = like.cache;
    this.sentences = sentences;
    this.share = share;
    this.size = like.size;
    this.order = like.order;
    this.seed = like.seed;
    this.rank = rank;
    this.world = world;
  }

  /** Batches of {@code size} sentences, in another order in each epoch. */
  public static Batches shuffled(TokenCache cache, int size, long seed) {
    return new Batches(cache, size, Order.LIKE_LENGTHS, seed);
  }

  /**
   * Batches of {@code size} sentences of any lengths, in another order in each epoch: where what is
   * normalised over a batch must not depend on the lengths.
   */
  public static Batches mixed(TokenCache cache, int size, long seed) {
    return new Batches(cache, size, Order.MIXED, seed);
  }

  /** Batches of {@code size} sentences from the shortest to the longest, for evaluation. */
  public static Batches sorted(TokenCache cache, int size) {
    return new Batches(cache, size, Order.SORTED, 0);
  }

  /** The part of process {@code rank} of {@code world} of each batch: every world-th sentence. */
  public Batches slice(int rank, int world) {
    Allowed.atLeast("world", world, 1);
    Allowed.between("rank", rank, 0, world - 1);
    return new Batches(this, sentences, share, rank, world);
  }

  /** The sentences that have a label, and no others. */
  public Batches labelled() {
    return new Batches(this, ByLength.Some.labelled(cache), share, rank, world);
  }

  /**
   * The same with labelled sentences besides in each batch, in an order of their own that is keyed
   * by (seed, epoch, batch).
   *
   * @param count in a batch; 0 for none
   */
  public Batches joining(int count) {
    return count == 0
        ? this
        : new Batches(
            this,
            sentences,
            new LabelledShare(ByLength.Some.labelled(cache), count, seed),
            rank,
            world);
  }

  /** Batches in an epoch, the same for every process. */
  public long count() {
    return (sentences.size() + size - 1) / size;
  }

  /** Sentences of a batch, the parts of all processes together. */
  public int sentences(long epoch, long index) {
    return own(first(epoch, index)) + (share == null ? 0 : share.size());
  }

  /** Sentences of the batch that begins at place {@code first}, without those that join it. */
  private int own(long first) {
    return (int) Math.min(size, sentences.size() - first);
  }

  /** This process's part of batch {@code index}, from 0 to {@link #count} - 1. */
  public Batch batch(long epoch, long index) {
    long first = first(epoch, index);
    int own = own(first);
    double at = (double) first / sentences.size();
    long[] joined = share == null ? new long[0] : share.of(epoch, index, at);
    int batch = (own + joined.length - rank + world - 1) / world;
    long[] examples = new long[batch];
    Arrays.setAll(
        examples,
        b -> {
          int place = rank + b * world;
          return place < own ? example(epoch, first + place) : joined[place - own];
        });
    return cache.batch(examples);
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
      case SORTED -> sentences.at(place);
      case LIKE_LENGTHS -> amongAlike(epoch, place);
      case MIXED -> sentences.at(permutation(sentences.size(), epoch, SENTENCE_ORDER).at(place));
    };
  }

  /** The sentence at {@code place} of the order by length, when those alike have changed places. */
  private long amongAlike(long epoch, long place) {
    long example = sentences.at(place);
    int length = cache.length(example);
    long start = sentences.start(length);
    long alike = sentences.start(length + 1) - start;
    return sentences.at(start + permutation(alike, epoch, length).at(place - start));
  }

  private Permutation permutation(long n, long epoch, long what) {
    return new Permutation(n, Noise.mix(Noise.mix(Noise.mix(seed) + epoch) + what));
  }
}
