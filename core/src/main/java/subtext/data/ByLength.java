package subtext.data;

import java.util.stream.LongStream;

/** Sentences of a cache from the shortest to the longest. */
sealed interface ByLength {
  long size();

  /** The sentence at {@code place}. */
  long at(long place);

  /** The place of the first sentence of {@code length} tokens or more. */
  long start(int length);

  /** All of them. */
  record All(TokenCache cache) implements ByLength {
    @Override
    public long size() {
      return cache.size();
    }

    @Override
    public long at(long place) {
      return cache.byLength(place);
    }

    @Override
    public long start(int length) {
      return cache.start(length);
    }
  }

  /**
   * Some of them, on the heap.
   *
   * @param sentences in this order
   * @param starts by length, one more than the longest has
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Some(long[] sentences, long[] starts) implements ByLength {
    /** Those that have a label. */
    static Some labelled(TokenCache cache) {
      long[] sentences =
          LongStream.range(0, cache.size())
              .map(cache::byLength)
              .filter(sentence -> cache.label(sentence) >= 0)
              .toArray();
      long[] starts = new long[cache.longest() + 2];
      int length = 0;
      for (int place = 0; place < sentences.length; place++) {
        while (length <= cache.length(sentences[place])) {
          starts[length++] = place;
        }
      }
      while (length < starts.length) {
        starts[length++] = sentences.length;
      }
      return new Some(sentences, starts);
    }

    @Override
    public long size() {
      return sentences.length;
    }

    @Override
    public long at(long place) {
      return sentences[Math.toIntExact(place)];
    }

    @Override
    public long start(int length) {
      return starts[length];
    }
  }
}
