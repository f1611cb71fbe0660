package subtext.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The merges of a byte-pair vocabulary, the one learned first first, and their application to a
 * piece of text (Sennrich et al. 2016): while an adjacent pair has a merge, merge the pair of the
 * lowest rank, the leftmost of several. O(n log n) in the length of the piece.
 */
final class Merges {
  /** Tokens {@code left} and {@code right}, side by side, become {@code merged}. */
  record Merge(int left, int right, int merged) {}

  private static final int NONE = -1;

  private final List<Merge> merges;
  private final Map<Long, Integer> ranks;

  Merges(List<Merge> merges) {
    this.merges = List.copyOf(merges);
    this.ranks = HashMap.newHashMap(merges.size());
    for (int rank = 0; rank < merges.size(); rank++) {
      Merge merge = merges.get(rank);
      ranks.putIfAbsent(key(merge.left, merge.right), rank);
    }
  }

  List<Merge> inOrder() {
    return merges;
  }

  /** One number for a pair of tokens. */
  static long key(int left, int right) {
    return ((long) left << Integer.SIZE) | right;
  }

  /** The tokens that {@code tokens} merge to; the array is used up. */
  int[] apply(int[] tokens) {
    if (tokens.length == 1) {
      return tokens;
    }
    Chain chain = new Chain(tokens);
    PriorityQueue<Long> candidates = new PriorityQueue<>();
    for (int i = 0; i + 1 < tokens.length; i++) {
      offer(candidates, chain, i);
    }
    for (Long next = candidates.poll(); next != null; next = candidates.poll()) {
      int rank = (int) (next >>> Integer.SIZE);
      int at = next.intValue();
      // A candidate is stale where one of its tokens was merged with another neighbour.
      if (chain.rank(at) == rank) {
        chain.merge(at, merges.get(rank).merged);
        offer(candidates, chain, at);
        offer(candidates, chain, chain.previous[at]);
      }
    }
    return chain.tokens();
  }

  private static void offer(PriorityQueue<Long> candidates, Chain chain, int at) {
    int rank = at == NONE ? NONE : chain.rank(at);
    if (rank != NONE) {
      candidates.add(key(rank, at));
    }
  }

  /** Tokens at positions, linked, so that a merge moves nothing. */
  private final class Chain {
    private final int[] token;
    private final int[] next;
    private final int[] previous;

    Chain(int[] tokens) {
      token = tokens;
      next = new int[tokens.length];
      previous = new int[tokens.length];
      for (int i = 0; i < tokens.length; i++) {
        next[i] = i + 1 < tokens.length ? i + 1 : NONE;
        previous[i] = i - 1;
      }
    }

    /** Of the pair that starts at {@code at}; {@link #NONE} where there is no pair or no merge. */
    int rank(int at) {
      int right = next[at];
      return token[at] == NONE || right == NONE
          ? NONE
          : ranks.getOrDefault(key(token[at], token[right]), NONE);
    }

    void merge(int at, int merged) {
      int swallowed = next[at];
      token[at] = merged;
      token[swallowed] = NONE;
      next[at] = next[swallowed];
      if (next[at] != NONE) {
        previous[next[at]] = at;
      }
    }

    int[] tokens() {
      return Arrays.stream(token).filter(t -> t != NONE).toArray();
    }
  }
}
