package subtext.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import subtext.error.InputException;
import subtext.tensor.Noise;

/**
 * Draws sentences whose label is told: of each label as many as its share of all labelled sentences
 * asks for (by the method of Sainte-Lague), and one at least. The heap holds those drawn, whatever
 * the size of the corpus.
 *
 * @param count of sentences
 */
record LabelDraw(long count, long seed) {

  /** A sentence with the number that it is drawn by: the smallest are. */
  private record Ticket(long hash, long sentence) {}

  /**
   * Numbers of the sentences of {@code corpus}, ascending; all labelled ones where these are no
   * more than the count.
   *
   * @throws InputException if the corpus has more labels
   */
  long[] of(TokenCache corpus) {
    long[] quotas = quotas(corpus.labelCounts());
    List<PriorityQueue<Ticket>> drawn = new ArrayList<>();
    for (int label = 0; label < quotas.length; label++) {
      drawn.add(new PriorityQueue<>(Comparator.comparingLong(Ticket::hash).reversed()));
    }
    for (long i = 0; i < corpus.size(); i++) {
      int label = corpus.label(i);
      if (label >= 0) {
        PriorityQueue<Ticket> tickets = drawn.get(label);
        // Of the line, and not of i, which depends on the lines that have no token for a tokenizer.
        tickets.add(new Ticket(Noise.mix(Noise.mix(seed) + corpus.line(i) - 1), i));
        if (tickets.size() > quotas[label]) {
          tickets.remove();
        }
      }
    }
    return drawn.stream()
        .flatMap(PriorityQueue::stream)
        .mapToLong(Ticket::sentence)
        .sorted()
        .toArray();
  }

  private long[] quotas(long[] counts) {
    long[] quotas = Arrays.stream(counts).map(of -> Math.min(of, 1)).toArray();
    long given = Arrays.stream(quotas).sum();
    if (given > count) {
      throw new InputException(
          "data.labelled: %d is less than the %d labels of the training text, each of which needs one sentence; give %d or more, or 0 for all"
              .formatted(count, given, given));
    }
    for (; given < Math.min(count, Arrays.stream(counts).sum()); given++) {
      int next =
          IntStream.range(0, counts.length)
              .filter(label -> quotas[label] < counts[label])
              .boxed()
              .max(Comparator.comparingDouble(l -> (double) counts[l] / (2 * quotas[l] + 1)))
              .orElseThrow();
      quotas[next]++;
    }
    return quotas;
  }
}
