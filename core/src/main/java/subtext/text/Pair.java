package subtext.text;

import java.util.Arrays;
import java.util.Comparator;

/** Two tokens that stand side by side in the pieces of a {@link BytePairTrainer}. */
final class Pair {
  /** Commonest first; equally common ones by their ids. */
  static final Comparator<Queued> COMMONEST =
      Comparator.comparingLong(Queued::count)
          .reversed()
          .thenComparingInt(queued -> queued.pair.left)
          .thenComparingInt(queued -> queued.pair.right);

  final int left;
  final int right;
  private long count;
  private int[] places = new int[2];
  private int placed;

  /** A pair and its count when it was queued, from which it may since have fallen. */
  record Queued(Pair pair, long count) {}

  Pair(int left, int right) {
    this.left = left;
    this.right = right;
  }

  /** How often the pair occurs now. */
  long count() {
    return count;
  }

  Queued queued() {
    return new Queued(this, count);
  }

  /** Counts {@code times} more, in a piece where the pair begins at the cell {@code place}. */
  void add(int place, long times) {
    count += times;
    if (placed == places.length) {
      places = Arrays.copyOf(places, 2 * placed);
    }
    places[placed++] = place;
  }

  /** Counts {@code times} fewer; the place is still among {@link #places}. */
  void remove(long times) {
    count -= times;
  }

  /** Where the pair began when it was counted; it may have gone since. */
  int[] places() {
    return Arrays.copyOf(places, placed);
  }
}
