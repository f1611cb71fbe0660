package subtext.decoder;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import subtext.error.Interruption;
import subtext.tensor.DType;
import subtext.tensor.Ranked;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;
import subtext.text.Lexicon;
import subtext.text.Vocabulary;

/**
 * Keeps the most probable beginnings of each sentence and extends them all, until none of them can
 * end better than the best that has ended, or as many have ended as the beam is wide and none that
 * is open scores better by now than the worst of these. R rows, the beginnings of all sentences; V
 * vocabulary.
 */
final class BeamSearch {
  private final SentenceWriter writer;
  private final Decoding.Beam beam;

  BeamSearch(SentenceWriter writer, Decoding.Beam beam) {
    this.writer = writer;
    this.beam = beam;
  }

  /**
   * The beginning of a sentence.
   *
   * @param logProbability by the model, in nats
   * @param rank log probability with the repetition penalty, which the beam goes by
   * @param row of the batch that its state is in
   */
  private record Prefix(
      @Nullable Prefix before,
      int token,
      int length,
      double logProbability,
      double rank,
      Lexicon.@Nullable Place place,
      int row) {
    static Prefix empty(Lexicon.@Nullable Place start, int row) {
      return new Prefix(null, Vocabulary.START, 0, 0, 0, start, row);
    }

    Prefix with(int next, double nats, double more) {
      Lexicon.Place after = SentenceWriter.after(place, next);
      return new Prefix(this, next, length + 1, logProbability + nats, rank + more, after, row);
    }

    Prefix at(int newRow) {
      return new Prefix(before, token, length, logProbability, rank, place, newRow);
    }

    int[] tokens() {
      int[] tokens = new int[length];
      for (Prefix at = this; at != null && at.length > 0; at = at.before) {
        tokens[at.length - 1] = at.token;
      }
      return tokens;
    }
  }

  /** A sentence that has ended, or was ended. */
  private record Finished(Written written, double score) {}

  /** One sentence: its beginnings, and the best that have ended. */
  private final class Search {
    private final int most;
    private final PriorityQueue<Finished> finished =
        new PriorityQueue<>(Comparator.comparingDouble(Finished::score));
    private List<Prefix> open;

    /**
     * Begins a search.
     *
     * @param most tokens that are written
     */
    Search(Prefix empty, int most) {
      open = List.of(empty);
      this.most = most;
    }

    /** Of {@code candidates}, most probable first, takes those that fit into the beam. */
    void take(List<Prefix> candidates) {
      List<Prefix> next = new ArrayList<>();
      for (Prefix candidate : candidates) {
        if (next.size() == beam.width()) {
          break;
        }
        if (candidate.token == Vocabulary.END) {
          Prefix whole = candidate.before == null ? candidate : candidate.before;
          end(new Written(whole.tokens(), candidate.logProbability, true), candidate.rank);
        } else {
          next.add(candidate);
        }
      }
      open = next;
      if (!open.isEmpty() && open.getFirst().length == most) {
        if (finished.isEmpty()) {
          Prefix first = open.getFirst();
          end(new Written(first.tokens(), first.logProbability, false), first.rank);
        }
        open = List.of();
      } else if (!open.isEmpty() && isOver(open.getFirst())) {
        open = List.of();
      }
    }

    private void end(Written written, double rank) {
      finished.add(new Finished(written, beam.score(rank, written.tokens().length)));
      if (finished.size() > beam.width()) {
        finished.remove();
      }
    }

    private boolean isOver(Prefix first) {
      Finished worst = finished.peek();
      return worst != null
          && (best().score >= mostThatMayCome(first)
              || (finished.size() == beam.width()
                  && worst.score >= beam.score(first.rank, first.length)));
    }

    /** Log probabilities only fall, and the penalty raises them most at the greatest length. */
    private double mostThatMayCome(Prefix first) {
      return beam.score(first.rank, most);
    }

    private Finished best() {
      return Collections.max(finished, Comparator.comparingDouble(Finished::score));
    }

    Written result() {
      return finished.isEmpty()
          ? new Written(new int[0], Double.NEGATIVE_INFINITY, false)
          : best().written;
    }
  }

  /**
   * Writes.
   *
   * @param most tokens of each sentence
   */
  List<Written> write(Carried carried, int[] most) {
    List<Search> all = new ArrayList<>();
    for (int row = 0; row < most.length; row++) {
      all.add(new Search(Prefix.empty(writer.start(), row), most[row]));
    }
    List<Search> open = new ArrayList<>(all);
    for (int t = 0; !open.isEmpty(); t++) {
      Interruption.check();
      try (Scope scope = Scope.open()) {
        step(scope, carried, open, t);
      }
      open.removeIf(search -> search.open.isEmpty());
    }
    return all.stream().map(Search::result).toList();
  }

  private void step(Scope scope, Carried carried, List<Search> searches, int written) {
    List<Prefix> prefixes = new ArrayList<>();
    List<SentenceWriter.Spot> spots = new ArrayList<>();
    for (Search search : searches) {
      for (Prefix prefix : search.open) {
        prefixes.add(prefix);
        spots.add(new SentenceWriter.Spot(prefix.place, search.most - written));
      }
    }
    long[] previous = prefixes.stream().mapToLong(Prefix::token).toArray();
    Decoder.Step step = writer.decoder().step(carried.state(), writer.index(previous));
    SentenceWriter.Next next =
        writer.next(
            step.logits_BV(), spots, written, () -> prefixes.stream().map(Prefix::tokens).toList());
    // Of the tokens after one beginning, the end and as many others as the beam is wide can matter.
    int count = Math.min(beam.width() + 1, writer.decoder().vocabulary());
    Extensions extensions = Extensions.of(next, count);
    List<Long> rows = new ArrayList<>();
    for (Search search : searches) {
      search.take(extensions.of(search.open));
      List<Prefix> placed = new ArrayList<>();
      for (Prefix prefix : search.open) {
        placed.add(prefix.at(rows.size()));
        rows.add((long) prefix.row);
      }
      search.open = placed;
    }
    if (!rows.isEmpty()) {
      long[] index = rows.stream().mapToLong(Long::longValue).toArray();
      carried.go(scope, step.state(), writer.index(index));
    }
  }

  /**
   * The tokens that rank highest after each beginning.
   *
   * @param tokens [R * count], highest first
   * @param nats [R * count] their log probabilities by the model
   * @param rank [R * count] and with the repetition penalty
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Extensions(long[] tokens, double[] nats, double[] rank, int count) {
    static Extensions of(SentenceWriter.Next next, int count) {
      Ranked ranked = Ranked.top(next.rank_BV(), count);
      Tensor nats_RC = next.nats_BV().gather(1, ranked.indices());
      return new Extensions(
          ranked.indices().toLongs(),
          nats_RC.to(DType.F64).toDoubles(),
          ranked.values().to(DType.F64).toDoubles(),
          count);
    }

    /** All that may follow {@code open}, highest first. */
    List<Prefix> of(List<Prefix> open) {
      List<Prefix> candidates = new ArrayList<>();
      for (Prefix prefix : open) {
        for (int i = prefix.row * count; i < (prefix.row + 1) * count; i++) {
          if (rank[i] > Double.NEGATIVE_INFINITY) {
            candidates.add(prefix.with((int) tokens[i], nats[i], rank[i]));
          }
        }
      }
      candidates.sort(Comparator.comparingDouble(Prefix::rank).reversed());
      return candidates;
    }
  }
}
