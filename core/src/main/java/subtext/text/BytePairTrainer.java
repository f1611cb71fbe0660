package subtext.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import subtext.text.Merges.Merge;

/**
 * Learns merges from the counts of pieces: again and again the commonest adjacent pair becomes a
 * token (Sennrich et al. 2016), of equally common ones that with the lowest ids. A merge touches
 * only the places of its pair, and a heap gives the next.
 */
final class BytePairTrainer {
  /** Bytes of different pieces, the commonest first, to learn from. */
  static final int MOST_BYTES = 1 << 23;

  private static final Comparator<Map.Entry<String, Long>> COMMONEST_PIECE =
      Map.Entry.<String, Long>comparingByValue()
          .reversed()
          .thenComparing(Map.Entry.comparingByKey());

  private final List<String> spellings = new ArrayList<>();
  private final List<Integer> lengths = new ArrayList<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private final List<Merge> merges = new ArrayList<>();

  private final PieceCells cells = new PieceCells(lengths);
  private final Map<Long, Pair> pairs = new HashMap<>();
  private final PriorityQueue<Pair.Queued> queue = new PriorityQueue<>(Pair.COMMONEST);

  private BytePairTrainer() {
    Vocabulary.SPECIAL.forEach(this::id);
    for (int b = 0; b < ByteAlphabet.SIZE; b++) {
      id(String.valueOf(ByteAlphabet.character(b)));
    }
  }

  /** The tokeniser that the pieces, with the number of times each occurs, give. */
  static BytePairTokenizer train(TokensConfig config, Map<String, Long> counts) {
    BytePairTrainer trainer = new BytePairTrainer();
    counts.entrySet().stream().sorted(COMMONEST_PIECE).forEach(trainer::add);
    trainer.countPairs();
    trainer.learn(config.vocabulary(), config.minCount());
    return new BytePairTokenizer(
        config,
        new Vocabulary(
            trainer.spellings.subList(Vocabulary.FIRST_ORDINARY, trainer.spellings.size())),
        new Merges(trainer.merges),
        Lexicon.words(counts));
  }

  /** The token that is spelled so; a new one where two merges do not spell the same. */
  private int id(String spelling) {
    return ids.computeIfAbsent(
        spelling,
        added -> {
          spellings.add(added);
          lengths.add(added.length());
          return spellings.size() - 1;
        });
  }

  private void add(Map.Entry<String, Long> piece) {
    int[] bytes = BytePairTokenizer.bytes(piece.getKey());
    if (cells.size() + bytes.length < MOST_BYTES) {
      cells.add(bytes, piece.getValue());
    }
  }

  private void countPairs() {
    for (int cell = 0; cell < cells.size(); cell++) {
      int next = cells.token(cell) < 0 ? PieceCells.BOUNDARY : cells.after(cell);
      if (next != PieceCells.BOUNDARY) {
        pair(cell, next).add(cell, cells.count(cell));
      }
    }
    pairs.values().forEach(pair -> queue.add(pair.queued()));
  }

  private Pair pair(int cell, int next) {
    int left = cells.token(cell);
    int right = cells.token(next);
    return pairs.computeIfAbsent(Merges.key(left, right), key -> new Pair(left, right));
  }

  private void learn(int vocabulary, int minCount) {
    while (spellings.size() < vocabulary) {
      Pair.Queued next = queue.poll();
      if (next == null || next.count() < minCount) {
        return;
      }
      Pair pair = next.pair();
      if (pair.count() == next.count()) {
        merge(pair);
      } else if (pair.count() < next.count()) {
        queue.add(pair.queued());
      } // A pair that has grown was queued again when it did.
    }
  }

  private void merge(Pair pair) {
    pairs.remove(Merges.key(pair.left, pair.right));
    pair.remove(pair.count()); // It may be queued a second time.
    int merged = id(spellings.get(pair.left) + spellings.get(pair.right));
    merges.add(new Merge(pair.left, pair.right, merged));
    Set<Pair> grown = new LinkedHashSet<>();
    for (int cell : pair.places()) {
      if (stillHolds(cell, pair)) {
        forget(cells.before(cell), cell);
        forget(cells.after(cell), cells.after(cells.after(cell)));
        cells.merge(cell, merged);
        count(cells.before(cell), cell, grown);
        count(cell, cells.after(cell), grown);
      }
    }
    grown.forEach(each -> queue.add(each.queued()));
  }

  private boolean stillHolds(int cell, Pair pair) {
    if (cells.token(cell) != pair.left) {
      return false;
    }
    int next = cells.after(cell);
    return next != PieceCells.BOUNDARY && cells.token(next) == pair.right;
  }

  private void count(int cell, int next, Set<Pair> grown) {
    if (cell != PieceCells.BOUNDARY && next != PieceCells.BOUNDARY) {
      Pair pair = pair(cell, next);
      pair.add(cell, cells.count(cell));
      grown.add(pair);
    }
  }

  private void forget(int cell, int next) {
    if (cell == PieceCells.BOUNDARY || next == PieceCells.BOUNDARY) {
      return;
    }
    long key = Merges.key(cells.token(cell), cells.token(next));
    Pair pair = pairs.get(key);
    if (pair != null) {
      pair.remove(cells.count(cell));
      if (pair.count() == 0) {
        pairs.remove(key);
      }
    }
  }
}
