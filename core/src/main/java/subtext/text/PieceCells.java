package subtext.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The pieces that byte-pair merges are learned from, one after another with boundaries between, as
 * tokens over cells. A token takes as many cells as bytes: its id stands in the first and in the
 * last, {@link #INSIDE} between. So both neighbours are found without links, and a merge moves
 * nothing. A token is known by its first cell.
 */
final class PieceCells {
  /** In the cells before and after a piece; also the cell of a neighbour that is not there. */
  static final int BOUNDARY = -1;

  private static final int INSIDE = -2;

  private final List<Integer> lengths;
  private final List<Long> counts = new ArrayList<>();
  private int[] cells = new int[1 << 16];
  private int[] pieces = new int[1 << 16];
  private int filled;

  /**
   * No pieces yet.
   *
   * @param lengths bytes of each token; a view of the trainer's, which grows
   */
  PieceCells(List<Integer> lengths) {
    this.lengths = lengths;
    append(BOUNDARY);
  }

  /** Adds a piece of one-byte tokens that occurs {@code count} times. */
  void add(int[] tokens, long count) {
    counts.add(count);
    for (int token : tokens) {
      append(token);
    }
    append(BOUNDARY);
  }

  private void append(int token) {
    if (filled == cells.length) {
      cells = Arrays.copyOf(cells, 2 * filled);
      pieces = Arrays.copyOf(pieces, 2 * filled);
    }
    pieces[filled] = counts.size() - 1;
    cells[filled++] = token;
  }

  /** Number of cells, boundaries included. */
  int size() {
    return filled;
  }

  /** The token that begins at {@code cell}, or a negative number if none does. */
  int token(int cell) {
    return cells[cell];
  }

  /** How often the piece at {@code cell} occurs. */
  long count(int cell) {
    return counts.get(pieces[cell]);
  }

  /** The first cell of the token after that at {@code cell}, or {@link #BOUNDARY}. */
  int after(int cell) {
    int next = cell + lengths.get(cells[cell]);
    return cells[next] == BOUNDARY ? BOUNDARY : next;
  }

  /** The first cell of the token before that at {@code cell}, or {@link #BOUNDARY}. */
  int before(int cell) {
    int last = cells[cell - 1];
    return last == BOUNDARY ? BOUNDARY : cell - lengths.get(last);
  }

  /** Makes the token at {@code cell} and the one after it one token, {@code merged}. */
  void merge(int cell, int merged) {
    int middle = after(cell);
    int end = cell + lengths.get(merged);
    cells[middle - 1] = INSIDE;
    cells[middle] = INSIDE;
    cells[cell] = merged;
    cells[end - 1] = merged;
  }
}
