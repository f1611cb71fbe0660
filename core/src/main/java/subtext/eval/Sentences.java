package subtext.eval;

import java.util.Arrays;
import java.util.PrimitiveIterator;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import subtext.data.Batch;
import subtext.data.TokenCache;
import subtext.decoder.Likelihood;
import subtext.error.InputException;
import subtext.tensor.Noise;

/**
 * The sentences that are measured, from the shortest to the longest, those of a length in the order
 * of the corpus. Places in this order are what the other classes of this package count in.
 *
 * @param examples [N] numbers in the corpus
 */
@SuppressWarnings("ArrayRecordComponent")
record Sentences(TokenCache corpus, long[] examples) {
  private static final int EXAMPLE_BITS = 40;

  /**
   * All sentences of {@code corpus}, or {@code most} of them drawn by {@code seed}.
   *
   * @param most 0 for all
   */
  static Sentences of(TokenCache corpus, long most, long seed) {
    if (corpus.size() == 0) {
      throw new InputException("there is no sentence to evaluate: the corpus is empty");
    }
    return drawn(corpus, () -> LongStream.range(0, corpus.size()), most, seed);
  }

  /**
   * All sentences of {@code corpus} that have a label, or {@code most} of them drawn by {@code
   * seed}.
   *
   * @param most 0 for all
   * @throws InputException if none has
   */
  static Sentences labelled(TokenCache corpus, long most, long seed) {
    Sentences drawn =
        drawn(
            corpus,
            () -> LongStream.range(0, corpus.size()).filter(i -> corpus.label(i) >= 0),
            most,
            seed);
    if (drawn.size() == 0) {
      throw new InputException(
          "no text has a label that the model knows (%s); give a .tsv, .csv or .jsonl file with a column of them"
              .formatted(String.join(", ", corpus.labels())));
    }
    return drawn;
  }

  private static Sentences drawn(
      TokenCache corpus, Supplier<LongStream> numbers, long most, long seed) {
    long size = numbers.get().count();
    long[] examples = draw(numbers.get().iterator(), most == 0 ? size : Math.min(most, size), seed);
    for (int n = 0; n < examples.length; n++) {
      examples[n] |= (long) corpus.length(examples[n]) << EXAMPLE_BITS;
    }
    Arrays.sort(examples);
    Arrays.setAll(examples, n -> examples[n] & ((1L << EXAMPLE_BITS) - 1));
    return new Sentences(corpus, examples);
  }

  /** Reservoir sampling (Vitter 1985, algorithm R): memory for those drawn, not for the corpus. */
  private static long[] draw(PrimitiveIterator.OfLong numbers, long most, long seed) {
    long[] drawn = new long[Math.toIntExact(most)];
    for (long i = 0; numbers.hasNext(); i++) {
      long number = numbers.nextLong();
      long place = i < most ? i : Long.remainderUnsigned(Noise.mix(Noise.mix(seed) + i), i + 1);
      if (place < most) {
        drawn[(int) place] = number;
      }
    }
    return drawn;
  }

  int size() {
    return examples.length;
  }

  /** Tokens of the sentence at {@code place}, without start and end. */
  int length(int place) {
    return corpus.length(examples[place]);
  }

  /** Tokens of the {@code count} sentences from {@code place} on, each with its end. */
  long tokens(int place, int count) {
    return IntStream.range(place, place + count).mapToLong(at -> length(at) + 1L).sum();
  }

  /** Predictions of all sentences that {@code likelihood} sums over. */
  long predictions(Likelihood likelihood) {
    return Arrays.stream(examples)
        .map(example -> likelihood.predictions(corpus.length(example)))
        .sum();
  }

  /** The {@code count} sentences from {@code place} on. */
  Batch batch(int place, int count) {
    return corpus.batch(Arrays.copyOfRange(examples, place, place + count));
  }

  /**
   * For each place another place of the same length, in a random circle of all of that length; -1
   * where a length has one sentence only.
   */
  int[] partners(long seed) {
    int[] partners = new int[size()];
    for (int start = 0, end; start < size(); start = end) {
      end = start + 1;
      while (end < size() && length(end) == length(start)) {
        end++;
      }
      int[] circle = shuffled(start, end, seed);
      for (int i = 0; i < circle.length; i++) {
        partners[circle[i]] = circle.length == 1 ? -1 : circle[(i + 1) % circle.length];
      }
    }
    return partners;
  }

  /** The places from {@code start} to before {@code end}, shuffled (Fisher and Yates). */
  private static int[] shuffled(int start, int end, long seed) {
    int[] places = new int[end - start];
    Arrays.setAll(places, i -> start + i);
    for (int i = places.length - 1; i > 0; i--) {
      long bits = Noise.mix(Noise.mix(seed + 1) + start + i);
      int other = (int) Long.remainderUnsigned(bits, i + 1L);
      int swapped = places[i];
      places[i] = places[other];
      places[other] = swapped;
    }
    return places;
  }
}
